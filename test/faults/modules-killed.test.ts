import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, type TestContext } from 'vitest';
import type { OperationStepId } from '../../shared/contract/operation-step.ts';
import { stepTitle } from '../../shared/step-title.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { track } from '../support/children.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { buildModule } from '../support/redis-module.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

/** Only the first two by default. */
const stepsOf = (...steps: readonly OperationStepId[]) => (thorough ? steps : steps.slice(0, 2));

async function useMain(context: TestContext) {
  const main = await useBackupHome();
  const { home, services } = main;
  const file = await buildModule(context, join(temporaryFolder(), 'ledger.so'));
  const cli = (...args: string[]) => redisCli(home.port, ...args);
  await cli('set', 'plain', 'text');
  const state = async () => {
    const { modules } = await services.modules.state('main');
    const copies = await readdir(join(home.path, 'redis/config/vrooli-modules')).catch(() => []);
    return { names: modules.map(({ name }) => name), copies: copies.length };
  };
  /** Kills the CLI when it reports the start of a step, and lets the next command clean up. */
  const killedAt = async (step: OperationStepId, ...args: string[]) => {
    const child = spawn(join(projectRoot, 'resources/manage.sh'), ['--action', 'modules', ...args, '--yes', 'yes'], {
      env: home.env,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    track(child, 'a change of modules');
    let seen = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      seen += text;
      if (seen.includes(stepTitle({ id: step, subject: null }))) process.kill(-(child.pid as number), 'SIGKILL');
    });
    const [, signal] = await once(child, 'exit');
    expect(signal, seen).toBe('SIGKILL');
    await runManage(['--action', 'status', '--json'], home.env);
    await waitFor('the server to answer', async () => (await services.instances.status('main')).state === 'running');
  };
  return { ...main, cli, file, state, killedAt, conf: join(home.path, 'redis/config/redis.conf') };
}

describeNeeding(['redis', 'linux'], 'modules › killed', () => {
  it('loading, at each step › as before without a copy, or loaded completely', async (context) => {
    const { cli, file, state, killedAt, conf, services, done } = await useMain(context);
    const before = await readFile(conf, 'utf8');
    for (const step of stepsOf('copy-module', 'start-redis', 'try-settings', 'save-and-end')) {
      const { copies: copiesBefore } = await state();
      await killedAt(step, '--load', file);
      const { names, copies } = await state();
      if (names.length === 0) {
        expect(copies, step).toBe(copiesBefore);
        expect(await readFile(conf, 'utf8'), step).toBe(before);
      } else {
        // The kill came after the end of the last step.
        expect(step).toBe('start-redis');
        expect({ names, copies }).toEqual({ names: ['ledger'], copies: copiesBefore + 1 });
        await done(services.modules.apply('main', { kind: 'unload', name: 'ledger' }, true));
      }
      expect(await cli('get', 'plain')).toBe('text');
    }
  });

  it('unloading, at each step › the module with its values, or neither and a safety backup', async (context) => {
    const { cli, file, state, killedAt, services, done } = await useMain(context);
    const request = { kind: 'load', from: { path: file }, arguments: '' } as const;
    for (const step of stepsOf('verify-modules', 'delete-module-keys', 'save-and-end', 'start-redis')) {
      if ((await state()).names.length === 0) await done(services.modules.apply('main', request, false));
      await cli('ledger.set', 'account', '7');
      await killedAt(step, '--unload', 'ledger');
      const { names } = await state();
      if (names.length === 0) {
        // The kill came after the end of the last step.
        expect(step).toBe('verify-modules');
        expect(await services.backups.undoable('main')).toMatchObject({ what: 'settings', keys: 2 });
      } else {
        expect(names, step).toEqual(['ledger']);
        expect(await cli('ledger.get', 'account'), step).toBe('7');
      }
      expect(await cli('get', 'plain')).toBe('text');
    }
  });
});

describeNeeding(['redis', 'linux', 'mounts'], 'modules › a home that cannot be written', () => {
  for (const folder of ['redis/config', '']) {
    it(`the folder "${folder}" › refused in one sentence, and nothing changes`, async (context) => {
      const { services, home, done } = await useBackupHome();
      const file = await buildModule(context, join(temporaryFolder(), 'ledger.so'));
      const place = join(home.path, folder);
      await runProgram('mount', ['--bind', place, place]);
      onTestFinished(async () => void (await runProgram('umount', [place])));
      await runProgram('mount', ['-o', 'remount,bind,ro', place]);
      const request = { kind: 'load', from: { path: file }, arguments: '' } as const;
      const refused = async () => done(services.modules.apply('main', request, false));
      await expect(refused()).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE' });
      expect(await redisCli(home.port, 'module', 'list')).toBe('');
    });
  }
});
