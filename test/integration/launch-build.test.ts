import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { isStale } from '../../resources/launch/staleness.mjs';
import { copyOfCheckout } from '../support/copy-of-checkout.ts';
import { describeNeeding } from '../support/needs.ts';
import { type ProgramResult, runProgram } from '../support/run-program.ts';

const BUILDING = 'Building the program';
/** For whole builds, on a machine that may be busy. */
const BUILDS_MS = 180_000;

/** `manage.sh` of a checkout. These tests need no home: it ends before it uses one, or shows its version. */
function manageOf(checkout: string): (...args: string[]) => Promise<ProgramResult> {
  const env = { ...process.env, VROOLI_HOME: join(checkout, 'home') };
  return (...args) => runProgram(join(checkout, 'resources/manage.sh'), args, { env, timeoutMs: BUILDS_MS });
}

describeNeeding(['posix'], 'manage.sh in a source checkout', () => {
  /** Shared, because a copy and its first build take seconds. Each test creates the state that it needs. */
  let checkout = '';
  let manage = manageOf('');
  const main = () => join(checkout, 'out/main');
  const extra = () => join(checkout, 'shared/extra.ts');
  const builds = async () => (await manage('--version')).stderr.includes(BUILDING);
  const caches = async () => (await readdir(main())).filter((name) => name.endsWith('.cache'));

  beforeAll(async () => {
    let remove = async () => {};
    const onEnd = (given: typeof remove) => {
      remove = given;
    };
    checkout = await copyOfCheckout({ onEnd });
    manage = manageOf(checkout);
    // Nothing uses it, so it can be removed.
    await writeFile(extra(), '');
    return () => remove();
  });

  test(
    'result missing, a lock left behind, twenty simultaneous calls › builds once, and says so on stderr only',
    async () => {
      await rm(join(checkout, 'out'), { recursive: true, force: true });
      // A killed build has left its lock. The pid is above the highest that Linux and macOS assign.
      await mkdir(join(checkout, 'out'));
      await writeFile(join(checkout, 'out/.build-lock'), String(2 ** 22 + 1));
      await writeFile(join(checkout, 'out/.built-main'), '');
      const results = await Promise.all(Array.from({ length: 20 }, () => manage('--version', '--json')));
      for (const { code, stdout, stderr } of results) {
        expect(code, stderr).toBe(0);
        expect(JSON.parse(stdout)).toHaveProperty('version');
      }
      expect(results.filter(({ stderr }) => stderr.includes(BUILDING))).toHaveLength(1);
      expect(await manage('--version')).toMatchObject({ code: 0, stderr: '' });
    },
    BUILDS_MS,
  );

  test(
    'compiled code of an action › kept after its first use, and ignored when damaged',
    async () => {
      await builds();
      for (const name of await caches()) await rm(join(main(), name));
      const ofAction = async (action: string) => (await caches()).filter((name) => name.endsWith(`-${action}.cache`));

      expect(await manage('--action', 'no-such-action')).toMatchObject({ code: 2 });
      expect(await caches()).toEqual([]);
      expect(await manage('--version')).toMatchObject({ code: 0 });
      expect(await ofAction('version')).toHaveLength(1);
      const first = await manage('--json');
      expect(first.code).toBe(3);
      const [cache = ''] = await ofAction('status');
      expect(await manage('--json')).toEqual(first);

      await writeFile(join(main(), cache), 'no compiled code');
      expect(await manage('--json')).toEqual(first);
      expect(await ofAction('status')).toEqual([cache]);
      expect(await readFile(join(main(), cache), 'latin1')).not.toBe('no compiled code');
    },
    BUILDS_MS,
  );

  test(
    'source removed or changed › builds again, and shows the message of the builder; not for a test',
    async () => {
      await builds();
      expect(await builds()).toBe(false);
      expect(await manage('--json')).toMatchObject({ code: 3 });
      expect((await caches()).length).toBeGreaterThan(1);

      const later = new Date(Date.now() + 1000);
      await utimes(join(checkout, 'electron/terminal/flags/suggest.test.ts'), later, later);
      expect(await builds()).toBe(false);
      await utimes(join(checkout, 'renderer'), later, later);
      expect(await builds()).toBe(false);

      // Not newer than the build, so that only the removal triggers the next one.
      const cli = join(checkout, 'electron/cli.ts');
      const [good, { atime, mtime }] = [await readFile(cli, 'utf8'), await stat(cli)];
      await writeFile(cli, 'this is no program');
      await utimes(cli, atime, mtime);
      expect(await builds()).toBe(false);
      await writeFile(extra(), '');
      expect(isStale(checkout, 'main')).toBe(true);
      await rm(extra());
      const failed = await manage('--json');
      expect(failed.code).toBe(1);
      expect(failed.stderr).toContain(BUILDING);
      expect(failed.stderr).toContain('The program could not be built');
      expect(failed.stderr).toContain('cli.ts');
      expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code: 'INTERNAL' } });

      await writeFile(cli, good);
      expect(await builds()).toBe(true);
      // The compiled code of the previous build is removed with it.
      expect(await caches()).toHaveLength(1);
      expect(await builds()).toBe(false);
    },
    BUILDS_MS,
  );

  test('sources changed in the checkout of another user › says whose build is needed, and nothing is written', async (context) => {
    // Root may write anywhere: it tries as the user `nobody`.
    const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const run = (file: string, args: readonly string[]) =>
      promisify(execFile)(file, [...args], { env: { ...process.env, HOME: '/nonexistent' }, ...other }).then(
        () => null,
        (error) => error,
      );
    const bare = await copyOfCheckout();
    await chmod(bare, 0o755);
    const isReadable = (await run('test', ['-r', join(bare, 'node_modules/vite/package.json')])) === null;
    if (!isReadable) return context.skip('the user nobody cannot read the packages of this checkout');
    await mkdir(join(bare, 'out'), { mode: 0o555 });
    const { code, stdout, stderr } = await run(join(bare, 'resources/manage.sh'), ['status', '--json']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The program must be built, but .*out cannot be written: this user may not write there/);
    expect(JSON.parse(stdout)).toMatchObject({ error: { message: stderr.trim() } });
    expect(await readdir(join(bare, 'out'))).toEqual([]);
  });

  test('packages not installed › says what to do', async () => {
    const bare = await copyOfCheckout({ packages: false });
    const result = await manageOf(bare)('--json');
    expect(result.code).toBe(1);
    expect(result.stderr).toBe(`What the program is built from is not installed: run "npm ci" in ${bare} first.\n`);
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { message: result.stderr.trim() } });
  });

  test('no Node.js › says what to do', async () => {
    const env = { PATH: join(checkout, 'empty') };
    const result = await runProgram('/bin/sh', [join(checkout, 'resources/manage.sh'), '--json'], { env });
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^Node\.js is not installed .* version 20\.19 or newer .*\n$/);
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'INTERNAL', message: result.stderr.trim() } });
  });
});
