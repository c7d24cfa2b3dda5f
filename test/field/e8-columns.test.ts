import { expect, test } from 'vitest';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('E8', 'COLUMNS', (runtime) => {
  test('every list › 60 and 100 columns › no line is longer, and --json is the same', async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const call = (action: string, args: readonly string[], columns?: number) =>
      runInProcess(['--action', action, ...args], {
        ...home.env,
        ...(columns === undefined ? {} : { COLUMNS: String(columns) }),
      });
    const did = async (action: string, ...args: readonly string[]) => {
      const { code, stderr } = await call(action, args);
      expect(code, stderr).toBe(0);
    };
    await did('install', '--runtime', runtime);
    await redisCli(home.port, 'mset', 'one', '1', 'two', '2');
    await did('create-client', '--client-id', 'acme', '--runtime', runtime);
    const note = 'before the release of the shop, with the new prices and the old orders';
    await did('backup', '--backup-name', 'before-the-release', '--note', note);
    await did('config', '--set', 'timeout=7', '--set', 'tcp-keepalive=99');
    await did('schedule-backup', '--on', 'monday', '--at', '09:00', '--keep', '3', '--keep-weekly', '8');
    await did('destroy-client', '--client-id', 'acme', '--yes', 'yes');
    await did('create-client', '--client-id', 'zeta', '--runtime', runtime);

    const lists: readonly (readonly [string, ...string[]])[] = [
      ['list-clients'],
      ['list-backups'],
      ['list-destroyed'],
      ['schedules'],
      ['activity'],
      ['config'],
      ['config-history'],
      ['commands'],
      ['status'],
      ['diagnose'],
      ['help'],
      ['config', '--set', 'timeout=8', '--dry-run'],
    ];
    for (const [action, ...args] of lists) {
      for (const columns of [60, 100]) {
        const { stdout } = await call(action, args, columns);
        for (const line of stdout.split('\n').filter(({ length }) => length > columns)) {
          // A path or URL that is longer than the line stays whole, so that it can be copied.
          expect(line.trim(), `${action} in ${columns} columns`).not.toMatch(/\S {1,2}\S+ +\S/);
          expect(line.length, line).toBeGreaterThan(columns);
        }
      }
    }
    const table = (await call('list-backups', [], 60)).stdout.split('\n');
    expect(table[0]).toMatch(/^NAME +REASON? *.*SIZE.*STATE$|^NAME .*SIZE.*STATE$/);
    expect(table.find((line) => line.startsWith('before-the-release'))).toMatch(/verified$/);
    expect((await call('list-backups', [])).stdout).toContain(' UTC)');
    for (const action of ['list-clients', 'list-backups', 'config-history']) {
      const [narrow, wide] = [await call(action, ['--json'], 40), await call(action, ['--json'])];
      expect(narrow.stdout.trim().split('\n')).toHaveLength(1);
      expect(Object.keys((narrow.json() as object[])[0] ?? {})).toEqual(
        Object.keys((wide.json() as object[])[0] ?? {}),
      );
    }
  });
});
