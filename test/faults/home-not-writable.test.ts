import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';

type Obstacle = (home: TestHome, context: TestContext) => Promise<string>;

/** The cause that the sentence must name, where it is not a missing permission. */
const causes: Readonly<Record<string, RegExp>> = {
  'is a file': /home is not a folder\. Choose another folder with /,
  'lies below a file': /home is not a folder\. Choose another folder with /,
  'has a file in the way': /redis is not a folder\. Choose another folder with /,
  'is on a disk that can only be read':
    /\(EROFS\)\. Its disk is read-only\. Make it writable, or choose another folder with /,
  'lies in /proc': /\(ENOENT\)\. The file system of \/proc accepts no new folders\. Choose another folder with /,
};

/** Each makes a place that cannot be written, to be used as the home, and returns it. */
const obstacles: Readonly<Record<string, Obstacle>> = {
  'lies in /proc': async () => '/proc/home',
  async 'is a file'(home) {
    const place = join(home.path, 'home');
    await writeFile(place, 'mine');
    return place;
  },
  async 'lies below a file'(home) {
    await writeFile(join(home.path, 'home'), 'mine');
    return join(home.path, 'home', 'below');
  },
  async 'has a file in the way'(home) {
    const place = join(home.path, 'home');
    await mkdir(place);
    await writeFile(join(place, 'redis'), 'mine');
    return place;
  },
  async 'is on a disk that can only be read'(home, context) {
    const place = join(home.path, 'home');
    await mkdir(place);
    const mount = (...args: string[]) => runProgram('mount', args);
    const bound = await mount('--bind', place, place).catch((error: Error) => ({ code: 1, stderr: error.message }));
    if (bound.code !== 0) context.skip(`this machine lets nobody mount a folder: ${bound.stderr.trim()}`);
    onTestFinished(async () => void (await runProgram('umount', [place])));
    await mount('-o', 'remount,bind,ro', place);
    return place;
  },
  async 'belongs to somebody else'(home, context) {
    if (process.getuid?.() === 0) context.skip('root may write everywhere');
    const place = join(home.path, 'home');
    await mkdir(place);
    await chmod(place, 0o500);
    onTestFinished(() => chmod(place, 0o700));
    return place;
  },
};

describeNeeding(['redis', 'linux'], 'home', () => {
  for (const [name, make] of Object.entries(obstacles)) {
    test(`${name} › refused in one sentence, and nothing is created`, async (context) => {
      const home = await useTestHome({ docker: false });
      const place = await make(home, context);
      const env = { ...home.env, VROOLI_HOME: place };
      const before = await readdir(home.path, { recursive: true });
      for (const action of [['install'], ['create-client', '--client-id', 'acme']]) {
        const line = ['--action', ...action, '--runtime', 'process'];
        const { code, stderr, stdout } = await runManage(line, env);
        expect({ action, code, stdout }).toEqual({ action, code: 1, stdout: '' });
        const said = stderr.trim().split('\n').at(-1);
        expect(said).toMatch(/The folder \S+ cannot be written \(\w+\)\. .*VROOLI_HOME\.$/);
        if (causes[name]) expect(said).toMatch(causes[name]);
        expect(stderr).not.toMatch(/\n\s+at /);
        expect((await runManage([...line, '--json'], env)).json()).toMatchObject({
          error: { code: 'HOME_NOT_WRITABLE', data: { home: place } },
        });
      }
      expect(await readdir(home.path, { recursive: true })).toEqual(before);
      expect((await runManage(['--action', 'status', '--json'], env)).json()).toMatchObject({ state: 'missing' });
    });
  }
});
