import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { instanceStatus } from '../../shared/contract/instance.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runOnTerminal } from '../support/run-on-terminal.ts';
import { runProgram } from '../support/run-program.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';

const manage = join(projectRoot, 'resources/manage.sh');
const line = z.object({ at: z.iso.datetime(), instances: z.array(instanceStatus) });

describeNeeding(['redis', 'posix'], 'monitor', () => {
  let home: TestHome;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runManage(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
    const tenant = ['--action', 'create-client', '--client-id', 'acme', '--generate-password', 'yes'];
    expect(await runManage(tenant, home.env)).toMatchObject({ code: 0 });
  });
  afterAll(() => home.dispose());

  const monitor = (...args: readonly string[]) => runManage(['--action', 'monitor', ...args], home.env);

  test('--json › one document a sample, with the figures of Redis', async () => {
    const fill =
      'for i = 1, 1000 do redis.call("set", "k" .. i, i) end for i = 1, 50 do redis.call("expire", "k" .. i, 900) end';
    await redisCli(home.port, '-n', '3', 'eval', fill, '0');
    await redisCli(home.port, 'config', 'resetstat');
    for (const key of ['k1', 'k2', 'k3']) await redisCli(home.port, '-n', '3', 'get', key);
    await redisCli(home.port, '-n', '3', 'get', 'none');
    const { code, stdout, stderr } = await monitor('--interval', '0.25', '--count', '3', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const text of lines) {
      const { instances } = line.parse(JSON.parse(text));
      expect(instances.map(({ id }) => id)).toEqual(['main', 'acme']);
      const [main] = instances;
      expect(main?.hitRate).toBe(0.75);
      expect(main?.databases).toMatchObject([{ index: 3, keys: 1000, expires: 50 }]);
      expect(main?.memory.usedBytes).toBeGreaterThan(0);
    }
    const totals = lines.map((text) => line.parse(JSON.parse(text)).instances[0]?.commands.total ?? 0);
    expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  });

  test('one instance named, no terminal › plain lines about it alone', async () => {
    const { code, stdout } = await monitor('--client-id', 'acme', '--interval', '0.25', '--count', '2');
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u001b');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const text of lines) expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}acme {2}memory .* no keys$/);
  });

  test('terminal › drawn in place, and Ctrl-C shows the cursor again', async () => {
    const terminal = runOnTerminal(manage, ['--action', 'monitor', '--interval', '0.25'], home.env);
    await terminal.type('\u0003', '\u001b[5A');
    expect(await terminal.exitCode).toBe(130);
    expect(terminal.text()).toContain('\u001b[?25l');
    expect(terminal.text().lastIndexOf('\u001b[?25h')).toBeGreaterThan(terminal.text().lastIndexOf('\u001b[?25l'));
    // Neither the whole screen nor what was scrolled off is erased.
    expect(terminal.text()).not.toContain('\u001b[2J');
    expect(terminal.text()).not.toContain('\u001b[3J');
  });

  test('reader closes the pipe › ends', async () => {
    const line = `"$0" --action monitor --interval 0.25 --json | head -n 1`;
    expect(await runProgram('sh', ['-c', line, manage], { env: home.env })).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(['0', '-1', 'banana', '1e9', ''])('interval "%s" › refused', async (interval) => {
    const { code, stderr, stdout } = await monitor(`--interval=${interval}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`--interval: "${interval}" is not a number of seconds from 0.25 to 86400.\n`);
  });

  test('nothing running, or not the named one › says so', async () => {
    const empty = await useTestHome({ docker: false });
    const all = await runManage(['--action', 'monitor', '--json'], empty.env);
    expect(all).toMatchObject({ code: 3 });
    expect(all.json()).toMatchObject({ error: { code: 'NOT_RUNNING' } });
    expect(all.stderr).toContain('No instance is running');
    const nobody = await monitor('--instance', 'nobody');
    expect(nobody.code).toBe(3);
    expect(nobody.stderr).toMatch(/^There is no instance "nobody"\. Managed instances: main, .+\.\n$/);
    expect(await runManage(['--action', 'stop', '--client-id', 'acme'], home.env)).toMatchObject({ code: 0 });
    const stopped = await monitor('--client-id', 'acme');
    expect(stopped).toMatchObject({ code: 3 });
    expect(stopped.stderr).toContain('Tenant acme is not running: there is nothing to watch.');
  });
});
