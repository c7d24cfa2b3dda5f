import { expect, test } from 'vitest';
import { allActions } from '../../electron/terminal/actions.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('E7', 'a locale that is not UTF-8', (runtime) => {
  test('every answer, help and error › is ASCII; the JSON documents are not touched', async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const actions = await allActions();
    const env = { ...home.env, LC_ALL: 'C' };
    const call = (action: string, ...args: readonly string[]) => runInProcess(['--action', action, ...args], env);
    expect((await call('install', '--runtime', runtime)).code).toBe(0);
    expect((await call('backup', '--backup-name', 'known', '--note', 'Zürich → 東京', '--verify', 'no')).code).toBe(0);
    await call('config', '--set', 'timeout=7');
    const results = [
      ...(await Promise.all(actions.map(({ name }) => call(name, '--help')))),
      await call('help'),
      await call('status'),
      await call('config'),
      await call('config', '--set', 'timeout=8', '--dry-run'),
      await call('config-history'),
      await call('list-backups'),
      await call('activity'),
      await call('commands'),
      await call('diagnose'),
      await call('logs'),
      await call('create-client', '--client-id', 'Ümlaut'),
      await call('schedule-backup', '--cron', '0 25 * * *'),
    ];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
    for (const { stdout, stderr } of results) expect(stdout + stderr).toMatch(/^[\u0000-\u007f]*$/);
    expect((await call('list-backups')).stdout).toContain('Z\\xfcrich -> \\u{6771}\\u{4eac}');
    expect((await call('config-history')).stdout).toContain('0 -> 7');
    expect((await call('list-backups', '--json')).stdout).toContain('"Zürich → 東京"');
    const utf8 = await runInProcess(['--action', 'config-history'], home.env);
    expect(utf8.stdout).toContain('0 → 7');
  });
});
