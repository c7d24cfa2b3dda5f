import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnosis } from '../../shared/contract/diagnostics.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { fill } from '../support/settings-home.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough, thoroughly } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

/** The result of one check, and whether the command that it suggests, copied unchanged, fixes the problem. */
async function mend(home: TestHome, id: string, detail: RegExp): Promise<void> {
  const found = diagnosis.parse((await runInProcess(['--action', 'diagnose', '--json'], home.env)).json());
  const check = found.checks.find((one) => one.id === id);
  expect(check?.detail).toMatch(detail);
  const [line] = /--action .*$/.exec(check?.fix ?? '') ?? [];
  const { code, stderr } = await runInProcess((line ?? '').split(' '), home.env);
  expect({ line, code, stderr: code === 0 ? '' : stderr }).toMatchObject({ code: 0 });
}

async function serverPid(home: TestHome): Promise<number> {
  return Number((await readFile(join(home.path, 'redis/redis.pid'), 'utf8')).trim());
}

describeNeeding(['redis', 'posix'], 'fixes of a diagnosis', () => {
  test('nothing installed or main crashed › the line works', async () => {
    const home = await useTestHome({ docker: false });
    await mend(home, 'instances', /No instance is installed/);
    expect(await redisCli(home.port, 'ping')).toBe('PONG');

    process.kill(await serverPid(home), 'SIGKILL');
    await waitFor('it to be gone', async () => (await redisCli(home.port, 'ping').catch(() => '')) !== 'PONG');
    await mend(home, 'instance-main', /stopped unexpectedly/);
    expect(await redisCli(home.port, 'ping')).toBe('PONG');
  });

  test.runIf(thorough)(thoroughly('other problems › the line works'), async () => {
    const home = await useTestHome({ docker: false });
    expect((await runInProcess(['--action', 'install'], home.env)).code).toBe(0);
    await redisCli(home.port, 'config', 'set', 'requirepass', 'changed-behind-our-back');
    await mend(home, 'instance-main', /does not accept the password/);
    expect(await redisCli(home.port, 'ping')).toBe('PONG');

    await redisCli(home.port, 'config', 'set', 'maxmemory', '2mb', 'maxmemory-policy', 'noeviction');
    await fill(home.port, 20_000);
    await mend(home, 'instance-main', /Memory is full/);
    expect(await redisCli(home.port, 'set', 'more', 'x')).toBe('OK');

    await redisCli(home.port, 'shutdown', 'nosave').catch(() => undefined);
    await rm(join(home.path, 'redis/desktop/processes/main.json'));
    await mend(home, 'instance-main', /process record of main is missing/);
    expect(await redisCli(home.port, 'ping')).toBe('PONG');
  });
});
