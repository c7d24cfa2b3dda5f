import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, type TestContext } from 'vitest';
import { type ModulesRequest, modulesApplied } from '../../shared/contract/modules.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { buildModule, type ModuleBuild } from '../support/redis-module.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function useMain(context: TestContext, runtime: RuntimeKind = 'process') {
  const main = await useBackupHome({ runtime });
  const { services, home, done } = main;
  const folder = join(temporaryFolder(), 'modules of a person');
  await mkdir(folder, { recursive: true });
  const build = (name: string, options: ModuleBuild = {}) => buildModule(context, join(folder, name), options);
  const apply = async (request: ModulesRequest, confirmed = false) =>
    modulesApplied.parse(await done(services.modules.apply('main', request, confirmed)));
  const load = (path: string, text = '') => apply({ kind: 'load', from: { path }, arguments: text });
  return {
    ...main,
    ...{ folder, build, apply, load },
    unload: (name: string, confirmed = false) => apply({ kind: 'unload', name }, confirmed),
    cli: (...args: string[]) => redisCli(home.port, ...args),
    copies: async () => readdir(join(home.path, 'redis/config/vrooli-modules')).catch(() => []),
    conf: () => readFile(join(home.path, 'redis/config/redis.conf'), 'utf8'),
  };
}

const runtimes: readonly (readonly [RuntimeKind, readonly Need[]])[] = [
  ['process', ['redis', 'linux']],
  ['docker', ['redis', 'docker', 'linux']],
];

for (const [runtime, needs] of runtimes) {
  describeNeeding(needs, `modules › ${runtime}`, () => {
    it('loaded, used, unloaded, and its values restored › by plans that are verified', async (context) => {
      const { build, load, unload, cli, services, done, copies, conf } = await useMain(context, runtime);
      await cli('set', 'plain', 'text');
      const file = await build('my ledger.so');
      // Redis requires an executable module file: the copy is.
      await chmod(file, 0o644);
      const plan = await services.modules.plan('main', {
        kind: 'load',
        from: { path: file },
        arguments: 'one "two words"',
      });
      expect(plan).toMatchObject({
        module: { name: 'ledger', version: 3 },
        commands: ['ledger.get', 'ledger.set'],
        lost: [],
        settings: { restart: true, changes: [{ directive: 'loadmodule', how: 'restart' }] },
      });
      expect(await copies()).toEqual([]);
      const loaded = await load(file, 'one "two words"');
      expect(loaded).toMatchObject({
        verified: true,
        restarted: true,
        state: {
          modules: [
            {
              ...{ name: 'ledger', version: 3, arguments: ['one', 'two words'], origin: 'redis.conf', isLoaded: true },
              file: expect.stringMatching(/vrooli-modules\/.*\/my-ledger\.so$/),
            },
          ],
        },
      });
      expect(await cli('get', 'plain')).toBe('text');
      await cli('ledger.set', 'account', '7');
      await cli('-n', '3', 'ledger.set', 'other', '8');
      expect(await services.modules.state('main')).toMatchObject({
        modules: [{ types: ['ledger-v1'] }],
        values: { types: [{ type: 'ledger-v1', keys: 2 }], isComplete: true },
      });
      await expect(load(await build('same.so'))).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
        message: expect.stringContaining('already loads a module with the name ledger, version 3'),
      });
      // Keys that nothing else can read are named, and need a confirmation.
      const { lost } = await services.modules.plan('main', { kind: 'unload', name: 'ledger' });
      expect(lost).toEqual([{ type: 'ledger-v1', keys: 2 }]);
      await expect(unload('ledger')).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'confirmed' } });
      expect(await cli('ledger.get', 'account')).toBe('7');
      const unloaded = await unload('ledger', true);
      expect(unloaded).toMatchObject({ deletedKeys: 2, verified: true, state: { modules: [] } });
      expect(unloaded.safetyBackup).not.toBeNull();
      expect(await conf()).not.toContain('loadmodule');
      expect(await cli('get', 'plain')).toBe('text');
      expect(await cli('exists', 'account')).toBe('0');
      // The safety backup needs the module, so the settings are reverted first.
      await expect(services.backups.undo('main')).rejects.toMatchObject({ code: 'BACKUP_UNSUITABLE' });
      const revert = { kind: 'revert', entry: unloaded.entry ?? '' } as const;
      const { hash } = await services.settings.plan('main', revert);
      await done(services.settings.apply('main', revert, hash, true));
      await done(services.backups.undo('main'));
      expect(await cli('ledger.get', 'account')).toBe('7');
      expect(await cli('-n', '3', 'ledger.get', 'other')).toBe('8');
    });

    it('a module that fails › its own message, and nothing is left', async (context) => {
      const { build, load, cli, copies, conf, services } = await useMain(context, runtime);
      const [before, file] = [await conf(), await build('ledger.so')];
      await cli('set', 'k', 'v');
      await expect(load(file, 'refuse')).rejects.toMatchObject({
        code: 'BAD_VALUE',
        message:
          'ledger.so cannot be loaded into main: it refused to start: the ledger needs a book, and none was given. Nothing was changed.',
      });
      await expect(load(file, 'crash')).rejects.toThrow('it crashed the server while it was loaded (signal 6)');
      await expect(load(file, '"one')).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'arguments' } });
      await expect(load(await build('x.so', { flags: ['-DRedisModule_OnLoad=other'] }))).rejects.toThrow(
        'it is a library but not a Redis module',
      );
      expect(await conf()).toBe(before);
      expect(await copies()).toEqual([]);
      expect(await services.operations.list()).toHaveLength(1);
      expect(await cli('get', 'k')).toBe('v');
    });
  });
}

describeNeeding(['redis', 'linux'], 'modules › files that are none', () => {
  it('each is refused with its reason, before anything is tried', async (context) => {
    const { folder, build, load, services } = await useMain(context);
    const path = (name: string) => join(folder, name);
    const module = await build('ledger.so');
    const bytes = await readFile(module);
    const changed = async (name: string, at: number, ...values: number[]) => {
      const copy = Buffer.from(bytes);
      for (const [index, value] of values.entries()) copy[at + index] = value;
      await writeFile(path(name), copy);
    };
    await writeFile(path('text.so'), 'hello\n');
    await writeFile(path('empty.so'), '');
    await changed('arm.so', 18, 183, 0);
    await changed('narrow.so', 4, 1);
    await changed('object.so', 16, 1, 0);
    await changed('program.so', 16, 2, 0);
    await writeFile(path('mac.so'), Buffer.from('cffaedfe0c00000100000000060000000000000000000000', 'hex'));
    await promisify(execFile)('mkfifo', [path('pipe.so')]);
    const cases: readonly (readonly [string, RegExp])[] = [
      [path('none.so'), /none\.so does not exist/],
      [folder, /is a folder\. Choose the file of a module/],
      [path('pipe.so'), /is a FIFO/],
      [path('text.so'), /is not a compiled library/],
      [path('empty.so'), /is not a compiled library/],
      [path('arm.so'), /is built for arm64, and main runs on/],
      [path('narrow.so'), /is built for x86-64 \(32 bit\), and main runs on x86-64/],
      [path('object.so'), /is an object file, not a shared library/],
      [path('program.so'), /is a program, not a shared library/],
      [path('mac.so'), /is built for macOS, and main runs on Linux/],
      ['ledger.so', /is not an absolute path/],
    ];
    for (const [given, message] of cases) await expect(load(given), given).rejects.toThrow(message);
    expect(await services.operations.list()).toHaveLength(1);
  });
});

describeNeeding(['redis', 'linux'], 'modules › several, and without an answer', () => {
  it('two modules › only the values of the unloaded one are lost', async (context) => {
    const { build, load, unload, cli, services } = await useMain(context);
    await load(await build('ledger.so'));
    await load(await build('diary.so', { name: 'diary', type: 'diary--v1', version: 1 }));
    await cli('ledger.set', 'a', '1');
    await cli('diary.set', 'b', '2');
    const { modules, values } = await services.modules.state('main');
    expect(modules.map(({ name, types }) => [name, types])).toEqual([
      ['ledger', []],
      ['diary', []],
    ]);
    expect(values?.types).toHaveLength(2);
    expect(await unload('diary', true)).toMatchObject({ deletedKeys: 1, state: { modules: [{ name: 'ledger' }] } });
    expect(await cli('ledger.get', 'a')).toBe('1');
    await expect(unload('diary')).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: 'main has no module diary. It loads ledger.',
    });
  });

  it('settings without the line of a module that has values › do not start, and are reverted', async (context) => {
    const { build, load, cli, services, done } = await useMain(context);
    const loaded = await load(await build('ledger.so'));
    await cli('ledger.set', 'a', '1');
    const revert = { kind: 'revert', entry: loaded.entry ?? '' } as const;
    const { hash } = await services.settings.plan('main', revert);
    await expect(done(services.settings.apply('main', revert, hash, true))).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining("no matching module type 'ledger-v1'"),
    });
    expect(await cli('ledger.get', 'a')).toBe('1');
  });

  it('a stopped instance › lists its lines, loads at its next start, and is not unloaded blindly', async (context) => {
    const { build, load, unload, cli, services, done } = await useMain(context);
    await done(services.instances.stop('main'));
    const loaded = await load(await build('ledger.so'));
    expect(loaded).toMatchObject({ verified: null, restarted: false, module: { name: 'ledger' } });
    expect(loaded.state.modules).toMatchObject([{ name: null, isLoaded: null, origin: 'redis.conf' }]);
    await expect(unload(loaded.state.modules[0]?.file ?? '')).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    await done(services.instances.start('main'));
    expect(await cli('module', 'list')).toContain('ledger');
  });

  it('the terminal › lists, plans, refuses, loads and unloads', async (context) => {
    const { build, home, cli } = await useMain(context);
    const run = (...args: string[]) => runInProcess(['modules', ...args], home.env);
    expect((await run()).stdout).toContain('Main Redis loads no modules.');
    const file = await build('ledger.so');
    const dry = await run('--load', file, '--dry-run');
    expect(dry.stdout).toMatch(/ledger, version 3[\s\S]*ledger\.get, ledger\.set[\s\S]*loadmodule/);
    for (const [flags, words] of [
      [['--load', file, '--unload', 'x'], 'give one of them'],
      [['--arguments', 'x'], 'belongs to --load'],
      [['--dry-run'], 'needs a change'],
      [['--load', '/none.so'], 'does not exist'],
    ] as const) {
      const refused = await run(...flags);
      expect(refused.stderr).toContain(words);
      expect(refused.code, words).toBe(2);
    }
    const loaded = await run('--load', file, '--arguments', 'size 10');
    expect(loaded.stdout).toMatch(/Loaded: ledger, version 3[\s\S]*Verified: the server lists it\./);
    await cli('ledger.set', 'account', '7');
    expect((await run()).stdout).toMatch(/ledger +3 +redis\.conf +size 10[\s\S]*1 key of the type ledger-v1/);
    const refused = await run('--unload', 'ledger');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('deletes 1 key of the type ledger-v1') });
    expect(await cli('ledger.get', 'account')).toBe('7');
    const json = (await run('--unload', 'ledger', '--yes', 'yes', '--json')).json();
    expect(json).toMatchObject({ deletedKeys: 1, verified: true, module: { name: 'ledger' } });
  });
});
