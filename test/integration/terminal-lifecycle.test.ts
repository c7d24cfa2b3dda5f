import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instanceStatus } from '../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { describeNeeding } from '../support/needs.ts';
import { freePort } from '../support/ports.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';

/** `manage.sh --action …` on a home: exit code, document and text. */
function terminalOf(home: TestHome) {
  const call = (line: string, env: Readonly<Record<string, string>> = {}) =>
    runManage(['--action', ...line.split(' ')], { ...home.env, ...env });
  /** The document of a call that must end with this exit code. */
  const json = async (line: string, code = 0, env: Readonly<Record<string, string>> = {}) => {
    const result = await call(`${line} --json`, env);
    expect(result.code, result.stderr).toBe(code);
    return result.json();
  };
  return { call, json };
}

const runtimes: readonly RuntimeKind[] = ['docker', 'process'];

for (const runtime of runtimes) {
  describeNeeding(['posix', runtime === 'docker' ? 'docker' : 'redis'], `the terminal, with ${runtime}`, () => {
    test('install, status, restart, stop, start, uninstall and install › the data is found again', async () => {
      const home = await useTestHome({ docker: runtime === 'docker' });
      const { call, json } = terminalOf(home);
      const cli = (...args: string[]) => redisCli(home.port, ...args);

      const installed = instanceStatus.parse(await json(`install --runtime ${runtime}`));
      expect(installed).toMatchObject({ id: 'main', runtime, state: 'running', port: home.port });
      expect(installed.url).toBe(`redis://localhost:${home.port}`);
      expect(installed.container).toBe(runtime === 'docker' ? home.env.REDIS_CONTAINER_NAME : null);

      expect(await cli('set', 'k', 'v')).toBe('OK');
      const status = instanceStatus.parse(await json('status'));
      expect(status.databases).toMatchObject([{ index: 0, keys: 1, expires: 0 }]);
      expect(status.persistence).toMatchObject({ mode: 'rdb', changesSinceSave: 1 });

      expect(await json('restart')).toMatchObject({ state: 'running', databases: [{ keys: 1 }] });
      expect(await cli('get', 'k')).toBe('v');

      expect(await json('stop')).toMatchObject({ state: 'stopped', port: home.port });
      expect(await json('status', 3)).toMatchObject({ state: 'stopped' });
      const stopped = await call('status');
      expect(stopped).toMatchObject({ code: 3, stdout: expect.stringContaining('Main Redis is stopped.') });

      expect(await json('start')).toMatchObject({ state: 'running' });
      expect(await cli('get', 'k')).toBe('v');

      expect(await json('uninstall')).toMatchObject({ id: 'main', removedData: false, safetyBackup: null });
      expect(await json('status', 3)).toMatchObject({ state: 'missing' });
      await json(`install --runtime ${runtime}`);
      expect(await cli('get', 'k')).toBe('v');

      const backups = join(home.path, 'redis/backups');
      await mkdir(backups, { recursive: true });
      await writeFile(join(backups, 'kept.info'), '{}');
      const removed = await json('uninstall --remove-data yes --yes yes');
      expect(removed).toMatchObject({ id: 'main', removedData: true, safetyBackup: expect.any(String) });
      const { safetyBackup } = removed as { safetyBackup: string };
      expect((await readdir(backups)).sort()).toEqual(['kept.info', `${safetyBackup}.info`, `${safetyBackup}.rdb`]);
      for (const folder of ['data', 'config', 'logs']) expect(existsSync(join(home.path, 'redis', folder))).toBe(false);
      expect(await json('status', 3)).toMatchObject({ state: 'missing' });
    });

    test('restart with another port and a password in the environment › both are applied', async () => {
      const home = await useTestHome({ docker: runtime === 'docker' });
      const { call, json } = terminalOf(home);
      await json(`install --runtime ${runtime}`);
      await redisCli(home.port, 'set', 'k', 'v');

      const moved = { REDIS_PORT: String(await freePort()) };
      const restarted = await call('restart', moved);
      expect(restarted.stdout).toContain(`The port changed from ${home.port} to ${moved.REDIS_PORT}.\n`);
      expect(restarted.code).toBe(0);
      expect(await redisCli(Number(moved.REDIS_PORT), 'get', 'k')).toBe('v');

      const locked = { ...moved, REDIS_PASSWORD: 'p4ss word$' };
      const secured = await call('restart', locked);
      expect(secured.stdout).toContain('It asks for a password now.\n');
      expect(secured.stdout + secured.stderr).not.toContain(locked.REDIS_PASSWORD);
      expect(
        await redisCli(Number(moved.REDIS_PORT), '--no-auth-warning', '-a', locked.REDIS_PASSWORD, 'get', 'k'),
      ).toBe('v');
      // The next call has no password in its environment, and must still be authenticated.
      expect(await json('status', 0, moved)).toMatchObject({ state: 'running', passwordSet: true });
    });
  });
}

describeNeeding(['posix', 'redis'], 'the terminal', () => {
  test('--json › progress on stderr, and only the document on stdout', async () => {
    const home = await useTestHome({ docker: false });
    const result = await terminalOf(home).call('install --json');
    expect(result.stdout.trim().split('\n')).toHaveLength(1);
    const steps = result.stderr.trim().split('\n');
    expect(steps.length).toBeGreaterThan(2);
    for (const line of steps) expect(line).toMatch(/^\[\d\/\d\] /);
  });

  test('start of an unknown instance › says so', async () => {
    const home = await useTestHome({ docker: false });
    for (const action of ['start', 'stop', 'restart']) {
      expect(await terminalOf(home).json(action, 3)).toMatchObject({ error: { data: { id: 'main' } } });
    }
    expect(await terminalOf(home).json('status --instance acme-corp', 3)).toBeTypeOf('object');
  });

  test('second command on a busy instance › names the running operation', async () => {
    const home = await useTestHome({ docker: false });
    const { json } = terminalOf(home);
    await json('install');
    const results = await Promise.all(
      ['restart', 'restart', 'restart'].map((line) => terminalOf(home).call(`${line} --json`)),
    );
    const codes = results.map(({ code }) => code);
    expect(codes).toContain(0);
    for (const result of results.filter(({ code }) => code !== 0)) {
      expect(result.code).toBe(4);
      expect(result.json()).toMatchObject({ error: { code: 'BUSY', data: { id: 'main', face: 'terminal' } } });
    }
    expect(await json('status')).toMatchObject({ state: 'running' });
  });
});
