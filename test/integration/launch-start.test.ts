import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { track } from '../support/children.ts';
import { describeNeeding } from '../support/needs.ts';
import { freePort } from '../support/ports.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

/** A running `npm start`, or `--action serve`. */
function start(command: readonly string[], env: Readonly<Record<string, string>>) {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
  track(child, command.join(' '));
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const link = () => waitFor('a link', () => /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(said.stdout)?.[0]);
  return { child, said, ended, link };
}

/** Acts like a browser: the link sets a cookie and redirects to the page. */
async function openLink(link: string): Promise<Response> {
  const entered = await fetch(link, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  return fetch(new URL(entered.headers.get('location') ?? '', link), { headers: { cookie } });
}

const npmStart = [process.execPath, join(projectRoot, 'resources/launch/start.mjs')];

describeNeeding(['linux', 'redis'], 'npm start', () => {
  test('no display › says so, serves the app, prints a working link and ends with Ctrl-C', async () => {
    const home = await useTestHome({ docker: false, env: { DISPLAY: '', WAYLAND_DISPLAY: '' } });
    const app = start(npmStart, home.env);
    const page = await openLink(await app.link());
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html');
    expect(app.said.stderr).toContain('The app is served to your browser: there is no display');
    app.child.kill('SIGINT');
    expect(await app.ended).toBe(0);
  });

  test('flags of serve › serves accordingly', async () => {
    const home = await useTestHome({ docker: false });
    const port = await freePort();
    const app = start([...npmStart, '--no-open', '--port', String(port)], home.env);
    expect(new URL(await app.link()).port).toBe(String(port));
    app.child.kill('SIGTERM');
    expect(await app.ended).toBe(0);
  });

  test('unknown flag › refused', async () => {
    const home = await useTestHome({ docker: false });
    const app = start([...npmStart, '--lines', '5'], home.env);
    expect(await app.ended).toBe(2);
    expect(app.said.stderr).toContain('--lines is not a flag of the action "serve"');
  });
});

describeNeeding(['posix', 'redis'], '--action serve', () => {
  test('--json › prints its link as one document and ends with Ctrl-C; Redis keeps running', async () => {
    const home = await useTestHome({ docker: false });
    expect(await runManage(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
    const port = await freePort();
    const script = join(projectRoot, 'resources/manage.sh');
    const app = start([script, '--action', 'serve', '--no-open', '--json', `--port=${port}`], home.env);
    await app.link();
    expect(JSON.parse(app.said.stdout)).toMatchObject({ url: expect.stringContaining(`:${port}/`), opened: false });
    app.child.kill('SIGINT');
    expect(await app.ended).toBe(0);
    expect(await runManage(['--action', 'status'], home.env)).toMatchObject({ code: 0 });
  });
});
