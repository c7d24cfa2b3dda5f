import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../support/ports.ts';
import { projectRoot } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { startServe } from '../support/start-serve.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';

const program = join(projectRoot, 'out/main/serve.js');

/** Runs serve with arguments that should make it end by itself. */
const refusedServe = ({ env }: TestHome, ...args: readonly string[]) =>
  runProgram(process.execPath, [program, '--no-open', ...args], { env });

test('serve › started and stopped › prints a working link and ends cleanly', async () => {
  const home = await useTestHome({ docker: false });
  const serve = await startServe(home);
  try {
    const answer = await fetch(serve.url, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    const [cookie = ''] = answer.headers.getSetCookie();
    const page = await fetch(new URL('/', serve.url), { headers: { Cookie: cookie.split(';')[0] ?? '' } });
    expect(page.status).toBe(200);
  } finally {
    await serve.kill('SIGINT');
  }
  await expect(fetch(serve.url)).rejects.toThrow();
  expect(serve.output()).toMatch(/^Vrooli Redis Desktop is ready: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\nPress/);
  await expect(readFile(join(home.path, 'redis', 'desktop', 'app.log'))).rejects.toThrow(/ENOENT/);
});

test('serve › link of an earlier start › opens nothing', async () => {
  const home = await useTestHome({ docker: false });
  const first = await startServe(home);
  await first.kill();
  const second = await startServe(home, { port: first.port });
  try {
    expect((await fetch(first.url, { redirect: 'manual' })).status).toBe(401);
  } finally {
    await second.kill();
  }
});

test('serve › impossible options › one sentence on stderr, and nothing is touched', async () => {
  const home = await useTestHome({ docker: false });
  const serve = await startServe(home);
  try {
    const taken = await refusedServe(home, '--port', String(serve.port));
    expect(taken).toMatchObject({ code: 1, stdout: '' });
    expect(taken.stderr).toMatch(new RegExp(`^Port ${serve.port} is already in use by \\S+ \\(pid \\d+\\)\\..*\\n$`));
  } finally {
    await serve.kill();
  }
  const host = await refusedServe(home, '--host', '0.0.0.0', '--port', String(await freePort()));
  expect(host).toMatchObject({ code: 2, stdout: '' });
  expect(host.stderr).toMatch(/^--host: "0\.0\.0\.0" could be reached from other computers\..*\n$/);
  for (const args of [['--port', '70000'], ['--port', 'x'], ['--nonsense'], ['word']]) {
    expect(await refusedServe(home, ...args)).toMatchObject({ code: 2, stdout: '' });
  }
});
