import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { remains } from '../faults/remains.ts';
import { track } from '../support/children.ts';
import { describeNeeding } from '../support/needs.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { slowRedis } from '../support/slow-redis.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running `manage.sh`: its output so far, and its end. */
function startManage(line: string, env: Readonly<Record<string, string>>) {
  const child = spawn(join(projectRoot, 'resources/manage.sh'), line.split(' '), { env, stdio: 'pipe' });
  track(child, `manage.sh ${line}`);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  const says = (text: string) => waitFor(`manage.sh to say "${text}"`, () => said.stderr.includes(text));
  return { child, said, ended, says };
}

describeNeeding(['posix', 'redis'], 'interrupted installation', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s › nothing remains, and exit code 130', async (signal) => {
    const home = await useTestHome({ docker: false });
    const tools = await useTestHome({ docker: false });
    const env = { ...home.env, PATH: await slowRedis(tools.path) };
    const install = startManage('--action install --json', env);
    await install.says('Start Redis');
    install.child.kill(signal);
    expect(await install.ended).toEqual({ code: 130, signal: null });
    expect(JSON.parse(install.said.stdout)).toMatchObject({ error: { code: 'CANCELLED' } });
    expect(install.said.stderr).toContain('Cancelling and undoing the changes so far.');
    expect(install.said.stderr).toContain('Cancelled; the changes so far have been undone.');
    expect(await remains(home)).toEqual([]);
    expect((await runManage(['--json'], home.env)).json()).toMatchObject({ state: 'missing' });
  });

  test('--timeout › nothing remains, and it has failed', async () => {
    const home = await useTestHome({ docker: false });
    const tools = await useTestHome({ docker: false });
    const env = { ...home.env, PATH: await slowRedis(tools.path) };
    const result = await runManage(['--action', 'install', '--timeout', '1', '--json'], env);
    expect(result.code).toBe(1);
    expect(result.json()).toMatchObject({ error: { code: 'TIMED_OUT', data: { seconds: 1 } } });
    expect(await remains(home)).toEqual([]);
  });
});
