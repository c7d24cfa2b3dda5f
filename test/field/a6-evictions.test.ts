import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RestoreResult, UndoOffer } from '../../shared/contract/backup.ts';
import type { SettingsApplied } from '../../shared/contract/settings.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { projectRoot } from '../support/run-manage.ts';
import { runOnTerminal } from '../support/run-on-terminal.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('A6', 'a memory limit below what is used', (runtime) => {
  it('config › a limit that evicts › asks as a flush does, and revert and undo bring the keys back', async () => {
    const { home, services, done } = await useBackupHome({ runtime });
    // An older, unrelated undo.
    await redisCli(home.port, 'set', 'unrelated', '1');
    await done(services.backups.flush('main', 'all'));
    await fill(home.port, 200, 100);
    const config = (...args: string[]) => runInProcess(['--action', 'config', ...args], home.env);

    const bare = await config('--memory', '1', '--yes', 'yes');
    expect(bare).toMatchObject({ code: 2 });
    expect(bare.stderr).toContain('1 means 1 byte. Did you mean 1gb?');
    expect(await config('--set', 'maxmemory=1', '--yes', 'yes')).toMatchObject({ code: 2 });

    const asked = await config('--memory', '1b');
    expect(asked).toMatchObject({ code: 2 });
    expect(asked.stderr).toContain('evicts about 200 keys of 200 of main');
    expect(asked.stderr).toContain('--yes yes');
    expect(await redisCli(home.port, 'dbsize')).toBe('200');

    const applied = (await config('--memory', '1b', '--yes', 'yes', '--json')).json() as SettingsApplied;
    expect(applied.evictedKeys).toBe(200);
    expect(applied.safetyBackup).toMatch(/^safety-settings-/);
    expect(await redisCli(home.port, 'dbsize')).toBe('0');
    expect((await services.backups.undoable('main')) as UndoOffer).toMatchObject({
      what: 'settings',
      keys: 200,
      newer: null,
      safetyBackup: applied.safetyBackup,
    });

    const reverted = await config('--revert', 'last');
    expect(reverted).toMatchObject({ code: 0 });
    expect(reverted.stdout).toContain(`--action undo restores them from ${applied.safetyBackup}`);
    const undone = await runInProcess(['--action', 'undo', '--yes', 'yes'], home.env);
    expect(undone).toMatchObject({ code: 0 });
    expect(await redisCli(home.port, 'dbsize')).toBe('200');

    // Without the revert: undo restores the former limit first.
    await config('--memory', '1b', '--yes', 'yes');
    expect(await runInProcess(['--action', 'undo', '--yes', 'yes'], home.env)).toMatchObject({ code: 0 });
    expect(await redisCli(home.port, 'dbsize')).toBe('200');
  });

  it('a bare small number › create-client, restore --to-client, install and the environment › is questioned', async () => {
    const { home, backUp } = await useBackupHome({ runtime });
    await backUp('small', { verify: false });
    const wrong = [
      ['create-client', '--client-id', 'acme', '--memory', '1'],
      ['restore', '--backup-name', 'small', '--to-client', 'acme', '--memory', '1'],
      ['install', '--memory', '1'],
    ];
    for (const args of wrong) {
      const answer = await runInProcess(['--action', ...args], home.env);
      expect(answer).toMatchObject({ code: 2, stdout: '' });
      expect(answer.stderr).toContain('1 means 1 byte. Did you mean 1gb? To use that size, write 1b.');
    }
    const environment = await runInProcess(['--action', 'status'], { ...home.env, REDIS_MAX_MEMORY: '1' });
    expect(environment).toMatchObject({ code: 2 });
    expect(environment.stderr).toContain('REDIS_MAX_MEMORY: 1 means 1 byte. Did you mean 1gb?');
  });

  it('config --revert › the change evicted keys › offers to restore them', async () => {
    const { home } = await useBackupHome({ runtime });
    const config = (...args: string[]) => runInProcess(['--action', 'config', ...args], home.env);
    await fill(home.port, 200, 100);
    expect(await config('--memory', '1b', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await config('--restore-keys', 'yes')).toMatchObject({ code: 2 });
    const reverted = await config('--revert', 'last', '--restore-keys', 'yes', '--json');
    expect(reverted.json()).toMatchObject({ restoredKeys: 200, evictedBefore: expect.any(String) });
    expect(await redisCli(home.port, 'dbsize')).toBe('200');

    expect(await config('--memory', '1b', '--yes', 'yes')).toMatchObject({ code: 0 });
    const program = join(projectRoot, 'resources/manage.sh');
    const terminal = runOnTerminal(program, ['--action', 'config', '--revert', 'last'], home.env);
    await terminal.type('y\n', 'Restore them? [y/N] ');
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.text()).toContain('200 keys restored from safety-settings-');
    expect(await redisCli(home.port, 'dbsize')).toBe('200');
  });

  it('restore › into a smaller limit › warns with figures and reports what is left after the evictions', async () => {
    const { home, backUp } = await useBackupHome({ runtime });
    await fill(home.port, 20_000, 400);
    await backUp('large', { verify: false });
    await redisCli(home.port, 'flushall');
    expect(await runInProcess(['--action', 'config', '--memory', '8mb', '--yes', 'yes'], home.env)).toMatchObject({
      code: 0,
    });
    const args = ['--action', 'restore', '--backup-name', 'large', '--yes', 'yes', '--json'];
    const restored = await runInProcess(args, home.env);
    expect(restored.stderr).toMatch(/about [\d,]+ of its 20,000 keys would be evicted/);
    const result = restored.json() as RestoreResult;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(result.keys).toBe(Number(await redisCli(home.port, 'dbsize')));
    expect(result.keys + result.evicted).toBe(20_000);
    expect(result.evicted).toBeGreaterThan(1000);
  });
});

async function fill(port: number, keys: number, bytes: number): Promise<void> {
  const script = `for i = 1, ${keys} do redis.call('SET', 'key:' .. i, string.rep('x', ${bytes})) end`;
  await redisCli(port, 'eval', script, '0');
}
