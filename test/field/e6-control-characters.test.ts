import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runOnTerminal } from '../support/run-on-terminal.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

const FOREIGN = '\u001b[2J\u009b1m\u0007bell';
const SHOWN = '\\x1b[2J\\x9b1m\\x07bell';
/** Control characters other than our colours and line ends. */
const foreign = /(?!\n)\p{Cc}(?!\[\d+m)/u;

describeFieldPoint('E6', 'control characters in foreign text', (runtime) => {
  test('a note, a log line, a key, a reply › on a terminal › are shown as escapes', async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const call = (action: string, ...args: readonly string[]) =>
      runInProcess(['--action', action, ...args], home.env, { terminal: true });
    expect(await call('install', '--runtime', runtime)).toMatchObject({ code: 0 });
    expect(await call('backup', '--backup-name', 'known', '--verify', 'no')).toMatchObject({ code: 0 });
    const manifest = join(home.path, 'redis/backups/known.info');
    const document = JSON.parse(await readFile(manifest, 'utf8'));
    await writeFile(manifest, JSON.stringify({ ...document, vrooli: { ...document.vrooli, note: FOREIGN } }));
    await appendFile(join(home.path, 'redis/logs/redis.log'), `1:M 28 Nov 2026 10:00:00.000 # ${FOREIGN}\n`);
    for (const [action, ...args] of [
      ['list-backups'],
      ['change-backup', '--backup-name', 'known', '--to', 'renamed'],
      ['logs'],
      ['activity'],
    ] as const) {
      const { code, stdout, stderr } = await call(action, ...args);
      expect(code, stderr).toBe(0);
      expect(stdout, action).not.toMatch(foreign);
      if (action !== 'activity') expect(stdout, action).toContain(SHOWN);
    }
    const json = await call('list-backups', '--json');
    expect(json.json()).toMatchObject([{ note: FOREIGN }]);

    await redisCli(home.port, 'set', 'k', FOREIGN);
    const manage = join(projectRoot, 'resources/manage.sh');
    const words = ['--action', 'cli', '--', '--raw', 'GET', 'k'];
    const terminal = runOnTerminal(manage, words, home.env);
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.text().trim().split('\r\n').at(-1)).toBe(SHOWN);
    expect(terminal.text()).not.toContain(FOREIGN.slice(0, 4));
    const quoted = runOnTerminal(manage, ['--action', 'cli', '--', 'INCR', 'n'], home.env);
    expect(await quoted.exitCode).toBe(0);
    expect(quoted.text().trim().split('\r\n').at(-1)).toBe('(integer) 1');
    const reply = await runManage(words, home.env);
    expect(reply.stdout).toBe(`${FOREIGN}\n`);
  });
});
