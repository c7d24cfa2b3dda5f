import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { remains } from '../faults/remains.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runOnTerminal } from '../support/run-on-terminal.ts';
import { slowRedis } from '../support/slow-redis.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';

const onTerminal = (line: string, env: Readonly<Record<string, string>>) =>
  runOnTerminal(join(projectRoot, 'resources/manage.sh'), line.split(' '), env);

/** Starts main with two keys on a home. */
async function installOn(home: TestHome): Promise<void> {
  expect(await runManage(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
  await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
}

const question = 'Remove main and its data? [y/N] ';

describeNeeding(['linux', 'redis'], 'on a terminal', () => {
  test('uninstall that loses data › asks and names the loss; Return means No', async () => {
    const home = await useTestHome({ docker: false });
    await installOn(home);
    const terminal = onTerminal('--action uninstall --remove-data yes', home.env);
    await terminal.type('\n', question);
    expect(await terminal.exitCode).toBe(1);
    expect(terminal.text()).toMatch(/2 keys \(\S+ [KM]B in memory\)/);
    expect(terminal.text()).toContain('Backups are kept.');
    expect(terminal.text()).toContain('Nothing was changed.');
    expect(await redisCli(home.port, 'get', 'a')).toBe('1');
  });

  test('uninstall, answer y › done', async () => {
    const home = await useTestHome({ docker: false });
    await installOn(home);
    const terminal = onTerminal('--action uninstall --remove-data yes', home.env);
    await terminal.type('y\n', question);
    expect(await terminal.exitCode).toBe(0);
    expect(existsSync(join(home.path, 'redis/data'))).toBe(false);
  });

  test.each([
    ['Ctrl-C', '\u0003', 130],
    ['Ctrl-D', '\u0004', 1],
  ])('%s at the question › changes nothing', async (_name, keys, code) => {
    const home = await useTestHome({ docker: false });
    await installOn(home);
    const terminal = onTerminal('--action uninstall --remove-data yes', home.env);
    await terminal.type(keys, question);
    expect(await terminal.exitCode).toBe(code);
    expect(await redisCli(home.port, 'get', 'a')).toBe('1');
  });

  test('uninstall that keeps data › does not ask', async () => {
    const home = await useTestHome({ docker: false });
    await installOn(home);
    expect(await onTerminal('--action uninstall', home.env).exitCode).toBe(0);
    expect(existsSync(join(home.path, 'redis/data'))).toBe(true);
  });

  test('Ctrl-C during an install › cancelled and undone, and exit code 130', async () => {
    const home = await useTestHome({ docker: false });
    const tools = await useTestHome({ docker: false });
    const terminal = onTerminal('--action install', { ...home.env, PATH: await slowRedis(tools.path) });
    await terminal.type('\u0003', 'Start Redis');
    expect(await terminal.exitCode).toBe(130);
    expect(terminal.text()).toContain('\r\u001b[2K');
    expect(terminal.text()).toContain('Cancelled; the changes so far have been undone.');
    expect(await remains(home)).toEqual([]);
  });

  test('colours › shown, but not with NO_COLOR', async () => {
    const home = await useTestHome({ docker: false });
    const status = async (env: Readonly<Record<string, string>>) => {
      const terminal = onTerminal('--action status', env);
      expect(await terminal.exitCode).toBe(3);
      return terminal.text();
    };
    expect(await status(home.env)).toContain('\u001b[');
    expect(await status({ ...home.env, NO_COLOR: '1' })).not.toContain('\u001b');
  });
});
