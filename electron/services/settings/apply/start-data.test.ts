import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { fakeRuntime, someEntry } from '../../../../test/support/fake-runtime.ts';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { rdbEntry, rdbFile, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { environmentOf, keptContext, managed, place, writeConf } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { confPlaceOfFile } from '../../redis/conf/conf-place.ts';
import { effectiveConf } from '../../redis/conf/effective-conf.ts';
import { parseRedisConf } from '../../redis/conf/redis-conf.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { fitMemory } from './fit-memory.ts';
import { isMemoryOnly, keepDump } from './leave-dump.ts';
import { isRead, type ReadyDataDeps, withReadyData } from './ready-data.ts';
import { refuseRestart, refuseStart } from './refuse-start.ts';
import { settingsUndoHandler } from './revert-settings.ts';
import type { SettingsUndo } from './settings-undo.ts';

const aux = (name: string, value: string) => Buffer.concat([Buffer.from([0xfa]), rdbText(name), rdbText(value)]);
const dump = (...parts: readonly Buffer[]) =>
  rdbFile('REDIS0010', ...parts, Buffer.from([0xfe, 0]), rdbEntry(0, 'k', rdbText('v')));
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

function newHome(...lines: readonly string[]) {
  const home = temporaryFolder();
  const environment = environmentOf(home);
  if (lines.length > 0) writeConf(environment, 'main', ...lines);
  const paths = instancePaths(environment, 'main');
  mkdirSync(paths.data, { recursive: true });
  return { environment, paths };
}

describe('a start that would not run this instance', () => {
  function start(text: string, folder = temporaryFolder(), runtime = PROGRAMS) {
    const file = join(folder, 'redis.conf');
    writeFileSync(file, text);
    const at = confPlaceOfFile(file);
    return { id: 'main', runtime, conf: effectiveConf(parseRedisConf(text), at), place: at, folder };
  }
  const reasonOf = async (given: ReturnType<typeof start>) =>
    refuseStart(given).then(
      () => null,
      (error: Error) => error.message,
    );

  test('refuseStart › a usual file › starts', async () => {
    expect(await reasonOf(start('port 6380\nsave 900 1\n'))).toBeNull();
  });

  test.each(['', '# only comments\n\n'])(
    'refuseStart › %j without a setting › Redis would run with its defaults',
    async (text) => {
      expect(await reasonOf(start(text))).toMatch(
        /^main was not started: .* holds no settings\. .*on all addresses and without a password/,
      );
    },
  );

  test('refuseStart › an included file is missing › names it and its line', async () => {
    expect(await reasonOf(start('port 6380\ninclude /nowhere/extra.conf\n'))).toMatch(
      /extra\.conf.*Add the file or remove the line/,
    );
  });

  test('refuseStart › an invalid port › its line, and what to do', async () => {
    expect(await reasonOf(start('port 99999\n'))).toMatch(/port.*Correct the line and start again/);
  });

  test('refuseStart › daemonize in a container › would end immediately; for a program it is allowed', async () => {
    const text = 'port 6380\ndaemonize yes\n';
    expect(await reasonOf(start(text, undefined, CONTAINERS))).toMatch(/daemonize yes: the container would exit/);
    expect(await reasonOf(start(text))).toBeNull();
  });

  test('refuseStart › dir points to an empty folder while the data is here › would start empty', async () => {
    const folder = temporaryFolder();
    const elsewhere = temporaryFolder();
    writeFileSync(join(folder, 'dump.rdb'), dump());
    const given = start(`port 6380\nsave 900 1\ndir ${elsewhere}\n`, folder);
    expect(await reasonOf(given)).toContain(`the data is in ${folder}`);
    writeFileSync(join(elsewhere, 'dump.rdb'), dump());
    expect(await reasonOf(given)).toBeNull();
  });

  test('refuseStart › dbfilename names no file while another dump is there › would start empty', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'old.rdb'), dump());
    writeFileSync(join(folder, 'temp-812.rdb'), dump());
    const reason = await reasonOf(start('port 6380\nsave 900 1\ndbfilename new.rdb\n', folder));
    expect(reason).toContain('dbfilename new.rdb, which does not exist, while');
    expect(reason).toContain('holds old.rdb:');
    expect(reason).not.toContain('temp-812');
  });

  test('refuseStart › no persistence › an empty start is what the file says', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'old.rdb'), dump());
    expect(await reasonOf(start('port 6380\nsave ""\ndbfilename new.rdb\n', folder))).toBeNull();
  });

  test('refuseRestart › the same file of a running server › says that it keeps running', () => {
    const { folder: _, ...given } = start('');
    expect(() => refuseRestart(given)).toThrow(/^main was not restarted and keeps running: /);
  });
});

describe('data that a start reads', () => {
  function runtimeWith(change: Partial<RuntimeEntry>, ...lines: readonly string[]) {
    const { environment, paths } = newHome(...lines);
    const runtime = fakeRuntime(PROGRAMS, [someEntry('main', { state: 'stopped', ...change })]);
    const logged: string[] = [];
    const deps = { environment, endScratch: async () => undefined, log: (text: string) => void logged.push(text) };
    return { paths, runtime, logged, ready: withReadyData(runtime, deps as unknown as ReadyDataDeps) };
  }
  const signal = new AbortController().signal;

  test.each([
    ['aof', 'appendonly yes', true],
    ['aof', 'appendonly no', false],
    ['dump', 'appendonly yes', false],
    ['dump', 'save 900 1', true],
    ['none', 'appendonly yes', true],
  ] as const)('isRead › %s with “%s” › %s', (form, line, isIt) => {
    expect(isRead(form, parseRedisConf(`${line}\n`))).toBe(isIt);
  });

  test('start › an outdated AOF beside a newer dump › is renamed, so that no later start loads it', async () => {
    const { paths, runtime, ready } = runtimeWith({}, 'port 6500', 'save 900 1', 'appendonly no');
    const aof = place(join(paths.data, 'appendonly.aof'), 'old');
    utimesSync(aof, LONG_AGO, LONG_AGO);
    writeFileSync(join(paths.data, 'dump.rdb'), dump(aux('ctime', String(Math.floor(Date.now() / 1000)))));
    await ready.start('main', signal);
    expect(runtime.calls.at(-1)).toBe('start main');
    expect(existsSync(aof)).toBe(false);
    expect(readdirSync(paths.data).some((name) => /^appendonly\.aof\.unused-\d{8}-\d{6}$/.test(name))).toBe(true);
  });

  test('start › an include cannot be read › is refused, and nothing is moved', async () => {
    const { paths, runtime, ready } = runtimeWith({}, 'port 6500', 'include /nowhere/extra.conf');
    const aof = place(join(paths.data, 'appendonly.aof'), 'x');
    await expect(ready.start('main', signal)).rejects.toMatchObject({ code: 'START_FAILED' });
    expect(existsSync(aof)).toBe(true);
    expect(runtime.calls).not.toContain('start main');
  });

  test('start › a server that runs already › its files are left alone', async () => {
    const { paths, runtime, ready } = runtimeWith({ state: 'running' }, '# nothing');
    const aof = place(join(paths.data, 'appendonly.aof'), 'x');
    await ready.start('main', signal);
    expect(existsSync(aof)).toBe(true);
    expect(runtime.calls).toContain('start main');
  });

  test('start › no redis.conf › is left to the runtime', async () => {
    const { runtime, ready } = runtimeWith({});
    await ready.start('main', signal);
    expect(runtime.calls).toContain('start main');
  });

  test('checkStart › a running server with a file that would not start it › is refused before it is stopped', async () => {
    const { ready } = runtimeWith({ state: 'running' }, '# nothing');
    await expect(ready.checkStart('main')).rejects.toThrow('main was not restarted and keeps running');
  });

  test('checkStart › a stopped server › nothing to check', async () => {
    const { ready } = runtimeWith({ state: 'stopped' }, '# nothing');
    await expect(ready.checkStart('main')).resolves.toBeUndefined();
  });
});

describe('the memory of a container for its data', () => {
  const MB = 1024 ** 2;
  async function fitted(options: { now: number | null; usedMemory: number; maxmemory?: string; chosen?: number }) {
    const { environment, paths } = newHome('port 6379', `maxmemory ${options.maxmemory ?? '100mb'}`);
    writeFileSync(join(paths.data, 'dump.rdb'), dump(aux('used-mem', String(options.usedMemory))));
    const set: number[] = [];
    const logged: string[] = [];
    const containers = {
      memoryLimit: async () => options.now,
      setMemoryLimit: async (_: string, bytes: number) => void set.push(bytes),
    };
    const entry = someEntry('main', {
      runtime: CONTAINERS,
      mounts: { data: paths.data, config: paths.config, logs: null },
    });
    await fitMemory({ environment, containers: containers as never, log: (text) => void logged.push(text) }, entry);
    return { set, logged };
  }

  test('fitMemory › data that is larger than maxmemory › raises the limit above it, and says so', async () => {
    const { set, logged } = await fitted({ now: 200 * MB, usedMemory: 900 * MB });
    expect(set).toHaveLength(1);
    expect(set[0]).toBeGreaterThan(900 * MB);
    expect(logged.join()).toMatch(/^main: the data needs 900 MB, so the container’s memory limit was raised to /);
  });

  test.each([
    ['fits already', { now: 4096 * MB, usedMemory: 900 * MB }],
    ['no limit', { now: null, usedMemory: 900 * MB }],
    ['no maxmemory', { now: 200 * MB, usedMemory: 900 * MB, maxmemory: '0' }],
  ])('fitMemory › %s › changes nothing', async (_, options) => {
    expect((await fitted(options)).set).toEqual([]);
  });
});

describe('the snapshot of a server without persistence', () => {
  async function mainWith(...lines: readonly string[]) {
    const { environment, paths } = newHome('port 6500', ...lines);
    const file = place(join(paths.data, 'dump.rdb'), dump());
    const server = fakeServer({}, { dir: paths.data, save: '', appendonly: 'no' });
    return { paths, file, server, instance: await managed(environment) };
  }

  test('keepDump › the server and its file keep nothing › renamed, recorded for undo first, and logged', async () => {
    const { file, server, instance } = await mainWith('save ""');
    const op = keptContext();
    const kept = await keepDump(instance, server.link, op, { isOurs: false });
    expect(kept).toMatch(/dump\.rdb\.unused-\d{8}-\d{6}$/);
    expect([existsSync(file), existsSync(kept ?? '')]).toEqual([false, true]);
    expect(op.entries).toEqual([{ type: 'move', from: file, to: kept }]);
    expect(op.logged.join()).toContain('so no start loads it');
  });

  test('keepDump › a snapshot of this operation’s own restart › deleted when the operation has succeeded', async () => {
    const { paths, server, instance } = await mainWith('save ""');
    const op = keptContext();
    expect(await keepDump(instance, server.link, op, { isOurs: true })).toBeNull();
    expect(readdirSync(paths.data)).toHaveLength(1);
    for (const task of op.tasks) await task();
    expect(readdirSync(paths.data)).toEqual([]);
  });

  test.each([
    ['the file has save points', ['save 900 1'], {}],
    ['the server has save points', ['save ""'], { save: '900 1' }],
    ['the server has an AOF', ['save ""'], { appendonly: 'yes' }],
  ])('keepDump › %s › the snapshot stays', async (_, lines, config) => {
    const { file, server, instance } = await mainWith(...lines);
    Object.assign(server.config, config);
    expect(await keepDump(instance, server.link, keptContext(), { isOurs: false })).toBeNull();
    expect(existsSync(file)).toBe(true);
  });

  test('isMemoryOnly › only where the next start would load no snapshot', async () => {
    const { file, server, instance } = await mainWith('save ""');
    expect(await isMemoryOnly(instance, server.link)).toBe(false);
    await vi.waitFor(() => expect(existsSync(file)).toBe(true));
    await keepDump(instance, server.link, keptContext(), { isOurs: false });
    expect(await isMemoryOnly(instance, server.link)).toBe(true);
  });
});

describe('reverting the settings of a stopped instance', () => {
  async function revert(now: string, before: string, after: string) {
    const { paths } = newHome();
    const path = place(paths.configFile, now);
    const runtimes = {
      process: fakeRuntime(PROGRAMS, [someEntry('main', { state: 'stopped' })]),
      docker: fakeRuntime(CONTAINERS),
    };
    const undo: SettingsUndo = {
      ...{ type: 'settings', id: 'main', runtime: PROGRAMS, path, encoding: 'utf8', before, after },
      ...{ persistence: null, values: {} },
    };
    await settingsUndoHandler(runtimes).undo(undo, () => undefined);
    return readFileSync(path, 'utf8');
  }

  test('revert › the file is as this app wrote it › the old one', async () => {
    expect(await revert('timeout 60\n', 'timeout 0\n', 'timeout 60\n')).toBe('timeout 0\n');
  });

  test('revert › someone edited the file since › their version stays', async () => {
    expect(await revert('timeout 90\n', 'timeout 0\n', 'timeout 60\n')).toBe('timeout 90\n');
  });

  test('revert › the data was converted for the new file › the new file stays, because the data matches it', async () => {
    expect(await revert('appendonly yes\n', 'appendonly no\n', 'appendonly yes\n')).toBe('appendonly yes\n');
  });
});
