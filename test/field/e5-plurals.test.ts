import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { projectRoot } from '../support/run-manage.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

/** A plural built by hand: `? '' : 's'`, `=== 1 ? 'key' : 'keys'`, `key(s)`. */
const handMade = /\? '' : 's'|\? 's' : ''|=== 1 \? '([a-z ]+)' : '\1s'|[a-z]\(s\)/;

describeFieldPoint('E5', 'numbers and their nouns', (runtime) => {
  test('one key, one backup, one change › the terminal › uses the singular', async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const call = async (action: string, ...args: readonly string[]) => {
      const { code, stdout, stderr } = await runInProcess(['--action', action, '--yes', 'yes', ...args], home.env);
      expect(code, stderr).toBe(0);
      return stdout;
    };
    await call('install', '--runtime', runtime);
    await redisCli(home.port, 'set', 'only', '1');
    const status = await call('status');
    expect(status).toMatch(/db0: 1 key\n/);
    expect(status).toMatch(/, 1 change since\n/);
    expect(await call('backup', '--backup-name', 'one', '--verify', 'no')).toMatch(/keys +1 \(db0 1\)/);
    expect(await call('list-backups')).toMatch(/^1 backup, /m);
    expect(await call('flush')).toContain('Removed 1 key from');
    expect(await call('undo')).toContain(': 1 key, from ');
    expect(await call('config', '--set', 'timeout=7', '--dry-run')).toMatch(/^1 change to Main Redis;/);
    expect(await call('config', '--set', 'timeout=7')).toContain('1 setting changed');
    expect(await call('schedule-backup', '--every', '1', '--keep', '1')).toContain('Every hour');
    const all = await call('activity');
    expect(all).not.toMatch(/\b1 (keys|backups|changes|settings|tenants|instances|clients|tries)\b/);
  });

  test('the sources › no plural is built by hand', async () => {
    const folders = ['electron', 'renderer', 'shared'];
    const found: string[] = [];
    for (const folder of folders) {
      for (const name of await readdir(join(projectRoot, folder), { recursive: true })) {
        if (!/\.tsx?$/.test(name) || /\.test\.tsx?$/.test(name)) continue;
        const text = await readFile(join(projectRoot, folder, name), 'utf8');
        // redis-cli's own sentence.
        const own = text.replaceAll('Invalid argument(s)', '');
        for (const line of own.split('\n')) if (handMade.test(line)) found.push(`${folder}/${name}: ${line.trim()}`);
      }
    }
    expect(found).toEqual([]);
  });
});
