import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type FakeRuntime, fakeRuntime, someEntry } from '../../../../test/support/fake-runtime.ts';
import { type FakeServer, fakeServer } from '../../../../test/support/fake-server.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import {
  environmentOf,
  keptContext,
  managed,
  observerOf,
  place,
  writeConf,
} from '../../../../test/support/some-instance.ts';
import { operationsOf } from '../../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { unreachable } from '../../runtimes/docker/engine/engine-failure.ts';
import type { Runtime, RuntimeEntry } from '../../runtimes/runtime.ts';
import { createCatalogue } from '../registry/catalogue.ts';
import { mainRecordNow, writeMainRecord } from '../registry/main-record.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { killInstance } from './kill-instance.ts';
import { killPreview } from './kill-preview.ts';
import { recreateContainer } from './recreate-container.ts';
import { recreateInstance } from './recreate-instance.ts';
import { refuseLoss } from './refuse-loss.ts';
import { runtimeOf, startInstance } from './start-instance.ts';
import { stopPreview } from './stop-preview.ts';
import { waitWhileAlive } from './wait-while-alive.ts';

const saved = new Date('2026-11-20T08:00:00.000Z');
const none = ['port 6500', 'save ""', 'appendonly no'];

interface Situation {
  readonly conf?: readonly string[];
  readonly entry?: RuntimeEntry | null;
  readonly info?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, string>>;
  /** A dump in the data folder. */
  readonly dump?: boolean;
}

/** An instance and its server in memory, with a redis.conf on disk. */
async function useServer({ conf = none, entry, info = {}, config = {}, dump = false }: Situation) {
  const environment = environmentOf(temporaryFolder(), { REDIS_READY_TIMEOUT: '5' });
  writeConf(environment, 'main', ...conf);
  const instance = await managed(environment, 'main', entry === undefined ? {} : { entry });
  const { data } = instance.paths;
  if (dump) utimesSync(place(join(data, 'dump.rdb'), 'REDIS'), saved, saved);
  const server = fakeServer(info, { dir: data, save: '', ...config });
  return { environment, instance, server, observer: observerOf(server) };
}

const held = { db0: 'keys=6,expires=0,avg_ttl=0', db1: 'keys=1,expires=0,avg_ttl=0', rdb_changes_since_last_save: '3' };

describe('stop preview › no loss', () => {
  test.each<[string, Situation]>([
    ['the server is stopped', { entry: someEntry('main', { state: 'stopped' }), info: held }],
    ['there is no entry', { entry: null, info: held }],
    ['it saves on shutdown', { conf: ['port 6500', 'save 900 1'], config: { save: '900 1' }, info: held }],
    ['the running server saves, its file does not', { config: { save: '900 1' }, info: held }],
    ['its file saves, the running server does not', { conf: ['port 6500', 'save 900 1'], info: held }],
    [
      'it writes an AOF',
      { conf: ['port 6500', 'save ""', 'appendonly yes'], config: { appendonly: 'yes' }, info: held },
    ],
    ['it holds no keys', { info: {} }],
    ['a replica with its master', { info: { ...held, role: 'slave', master_link_status: 'up' } }],
    ['nothing changed since the last snapshot', { info: { ...held, rdb_changes_since_last_save: '0' }, dump: true }],
  ])('%s › a stop loses no data', async (_, situation) => {
    const { instance, observer } = await useServer(situation);
    expect(await stopPreview({ observer }, instance)).toMatchObject({ id: 'main', losesKeys: false, consequence: '' });
    await expect(refuseLoss({ observer }, instance, false)).resolves.toBeUndefined();
  });
});

describe('stop preview › loss', () => {
  test('persistence none without a snapshot › all keys', async () => {
    const { instance, observer } = await useServer({ info: held });
    expect(await stopPreview({ observer }, instance)).toEqual({
      id: 'main',
      mode: 'none',
      keys: 7,
      changesSinceSave: 3,
      snapshotAt: null,
      losesKeys: true,
      consequence:
        'main has persistence none and holds 7 keys in memory only. The next start is empty: all keys are lost.',
    });
  });

  test('with an older snapshot › the changes since', async () => {
    const { instance, observer } = await useServer({ info: held, dump: true });
    const preview = await stopPreview({ observer }, instance);
    expect(preview).toMatchObject({ losesKeys: true, snapshotAt: saved.toISOString() });
    expect(preview.consequence).toMatch(
      /The next start loads the snapshot of 2026-11-20 .* 3 changes since then are lost\.$/,
    );
  });

  test('one change › the sentence is in the singular', async () => {
    const { instance, observer } = await useServer({ info: { ...held, rdb_changes_since_last_save: '1' }, dump: true });
    expect((await stopPreview({ observer }, instance)).consequence).toMatch(/1 change since then is lost\.$/);
  });

  test('a replica without its master › its keys are lost', async () => {
    const { instance, observer } = await useServer({ info: { ...held, role: 'slave', master_link_status: 'down' } });
    expect((await stopPreview({ observer }, instance)).losesKeys).toBe(true);
  });

  test('the server saves to another folder than the next start reads › the number of changes is unknown', async () => {
    const { instance, observer } = await useServer({ info: held, config: { dir: temporaryFolder() }, dump: true });
    expect((await stopPreview({ observer }, instance)).consequence).toMatch(/Everything written since then is lost\.$/);
  });

  test('the server rejects the password › its redis.conf decides, and the number of keys is unknown', async () => {
    const { instance, server, observer } = await useServer({ info: held });
    server.failure = new Error('WRONGPASS');
    expect(await stopPreview({ observer }, instance)).toMatchObject({
      keys: null,
      mode: null,
      losesKeys: true,
      consequence: expect.stringContaining('an unknown number of keys in memory only'),
    });
  });

  test('the loss is not accepted › BAD_VALUE names what is lost and how to accept it', async () => {
    const { instance, observer } = await useServer({ info: held });
    await expect(refuseLoss({ observer }, instance, false)).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringMatching(/7 keys in memory only\..* main keeps running\. .*accept the loss\.$/),
      data: { field: 'acceptsLoss', expected: 'true', remedy: { action: null, flags: { yes: 'yes' } } },
    });
    await expect(refuseLoss({ observer }, instance, true)).resolves.toBeUndefined();
  });
});

describe('kill preview', () => {
  const previewOf = async (
    situation: Situation,
    status: Parameters<typeof observerOf>[1] = {},
    last: number | null = null,
  ) => {
    const { instance, server } = await useServer(situation);
    const observer = {
      ...observerOf(server, status),
      lastChanges: () => (last === null ? null : { changes: last, at: Date.now() }),
    };
    return killPreview({ observer }, instance);
  };
  const persistence = { mode: 'rdb', lastSaveAt: null, changesSinceSave: 3 } as const;
  const silent = { version: null, databases: [], persistence: { ...persistence, changesSinceSave: null } };

  test('nothing on disk › all keys are lost', async () => {
    const databases = [{ index: 0, keys: 7, expires: 0, averageTtlMs: null }];
    expect(await previewOf({}, { persistence, databases })).toMatchObject({
      keys: 7,
      snapshotAt: null,
      consequence: 'No data is on disk: all keys are lost.',
    });
  });

  test('a snapshot › exactly the changes since', async () => {
    const { consequence } = await previewOf({ dump: true }, { persistence });
    expect(consequence).toMatch(/^The last snapshot of 2026-11-20 .* remains; 3 changes since then are lost\.$/);
  });

  test('it hangs › the changes of its last reply, and those after it', async () => {
    const preview = await previewOf({ dump: true }, silent, 5);
    expect(preview).toMatchObject({ keys: null, changesSinceSave: 5 });
    expect(preview.consequence).toMatch(/5 changes since then are lost, plus those after its last reply\.$/);
  });

  test('it hangs and never answered › every change since the snapshot', async () => {
    expect((await previewOf({ dump: true }, silent)).consequence).toMatch(/every change since then is lost\.$/);
  });

  test('an AOF › only the last second', async () => {
    const conf = ['port 6500', 'save ""', 'appendonly yes'];
    const { instance, server } = await useServer({ conf });
    place(join(instance.paths.data, 'appendonlydir/appendonly.aof.manifest'), '');
    const preview = await killPreview({ observer: observerOf(server, { persistence }) }, instance);
    expect(preview).toMatchObject({ usesAof: true, aofAt: expect.any(String) });
    expect(preview.consequence).toContain('every acknowledged write except those of the last second');
  });
});

async function useDeps(entries: readonly RuntimeEntry[], server: FakeServer | null = null) {
  const home = temporaryFolder();
  const environment = environmentOf(home, { REDIS_READY_TIMEOUT: '2' });
  writeConf(environment, 'main', 'port 6500');
  const process = fakeRuntime(PROGRAMS, entries);
  const docker = fakeRuntime(CONTAINERS);
  const runtimes = { docker, process };
  const { operations } = operationsOf(home);
  onTestFinished(() => operations.close());
  const catalogue = createCatalogue(environment, runtimes);
  const deps: InstanceDeps = {
    ...{ environment, runtimes, catalogue, operations, appliesEnvironment: false },
    observer: observerOf(server),
  };
  const record = { runtime: PROGRAMS, port: 6500, image: 'x', installed: true } as const;
  await writeMainRecord(home, { ...record, folders: { data: null, config: null, logs: null } });
  return { deps, home, process, docker };
}

describe('start', () => {
  test('a stopped instance › is started, without a remark', async () => {
    const { deps, process } = await useDeps([someEntry('main', { state: 'stopped' })]);
    const { result } = await deps.operations.settled(await startInstance(deps, 'main'));
    expect(process.calls).toContain('start main');
    expect(result).not.toHaveProperty('unchanged');
  });

  test('a running instance › says that nothing was changed', async () => {
    const { deps } = await useDeps([someEntry('main', { loaded: true })]);
    const { result } = await deps.operations.settled(await startInstance(deps, 'main'));
    expect(result).toMatchObject({ unchanged: 'main is already running; nothing was changed.' });
  });

  test('a missing entry › is created again from the record first', async () => {
    const { deps, process } = await useDeps([]);
    await deps.operations.settled(await startInstance(deps, 'main'));
    expect(process.calls.filter((call) => !call.startsWith('list'))).toEqual([
      'prepare x',
      'create main',
      'start main',
    ]);
    expect(process.created[0]).toMatchObject({ id: 'main', port: 6500, image: 'x' });
  });

  test('an unreadable redis.conf › fails before anything is started', async () => {
    const { deps, process } = await useDeps([someEntry('main', { state: 'stopped' })]);
    writeFileSync(join(deps.environment.home, 'redis/config/redis.conf'), '');
    await expect(startInstance(deps, 'main')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(process.calls).not.toContain('start main');
  });

  test('not installed › NOT_RUNNING with the action', async () => {
    const deps = { runtimes: { docker: fakeRuntime(CONTAINERS), process: fakeRuntime(PROGRAMS) } };
    const instance = await managed(environmentOf(temporaryFolder()), 'main', { entry: null, record: null });
    expect(() => runtimeOf(deps, instance)).toThrow('main is not installed. Install it first.');
  });
});

describe('kill', () => {
  test('a running instance › is killed, not stopped', async () => {
    const { deps, process } = await useDeps([someEntry('main')]);
    await deps.operations.settled(await killInstance(deps, 'main'));
    expect(process.calls).toContain('kill main');
    expect(process.calls).not.toContain('stop main');
  });

  test('a stopped instance › NOT_RUNNING, and no operation', async () => {
    const { deps } = await useDeps([someEntry('main', { state: 'stopped' })]);
    await expect(killInstance(deps, 'main')).rejects.toMatchObject({ code: 'NOT_RUNNING', data: { state: 'stopped' } });
    expect(await deps.operations.list()).toEqual([]);
  });
});

describe('recreate', () => {
  const docker = someEntry('main', {
    runtime: CONTAINERS,
    imageId: 'sha256:old',
    tlsPort: 6391,
    publishedOn: '127.0.0.1',
  });
  const asContainer = async (change: Parameters<typeof recreateInstance>[3]) => {
    const { deps, home, docker: runtime } = await useDeps([]);
    runtime.entries = [docker];
    runtime.memory = 64_000_000;
    const instance = await managed(deps.environment, 'main', { entry: docker, record: null });
    const op = keptContext();
    await recreateInstance(deps, instance, runtime, change, op);
    return { home, runtime, op, spec: runtime.created[0] };
  };
  const keep = { port: null, publishOn: null, image: null } as const;

  test('another port › a new container around the same folders, with everything else as before', async () => {
    const { home, runtime, spec } = await asContainer({ ...keep, port: 6600 });
    expect(runtime.calls.filter((call) => !call.startsWith('list'))).toEqual([
      'prepare redis:7-alpine',
      'remove main',
      'create main',
    ]);
    expect(spec).toMatchObject({ port: 6600, image: 'redis:7-alpine', tlsPort: 6391, publishOn: '127.0.0.1' });
    expect(mainRecordNow(home)).toMatchObject({ port: 6600, runtime: CONTAINERS });
  });

  test('the undo entry › has the options from before, with the current memory limit', async () => {
    const { op } = await asContainer({ ...keep, port: 6600, memoryBytes: 0, outgoing: true });
    expect(op.entries[0]).toMatchObject({
      type: 'instance',
      spec: { port: 6500, image: 'redis:7-alpine', limits: { memoryBytes: 64_000_000 } },
    });
    expect(op.entries.map(({ type }) => type)).toEqual(['instance', 'content']);
  });

  test('the same image with a newer build › the undo names the old image by its id', async () => {
    const { op } = await asContainer({ ...keep, image: 'redis:7-alpine' });
    expect(op.entries[0]).toMatchObject({ spec: { image: 'sha256:old' } });
  });

  test.each([
    [{ tlsPort: null }, { tlsPort: undefined }],
    [{ tlsPort: 6392 }, { tlsPort: 6392 }],
    [{ memoryBytes: 128_000_000 }, { limits: { memoryBytes: 128_000_000 } }],
    [{ outgoing: true }, { outgoing: true }],
  ])('%j › only that changes', async (change, expected) => {
    const { spec } = await asContainer({ ...keep, ...change });
    expect({ tlsPort: undefined, ...spec }).toMatchObject({ port: 6500, ...expected });
  });

  test('an undo handler › removes and creates the container, without steps of an operation', async () => {
    const { spec } = await asContainer({ ...keep, port: 6600 });
    const runtime: FakeRuntime = fakeRuntime(CONTAINERS, [docker]);
    if (spec) await recreateContainer(runtime, spec, keptContext());
    expect(runtime.calls).toEqual(['remove main', 'create main']);
  });
});

describe('waiting while a server is alive', () => {
  const useWait = async (
    lingersMs = 0,
    { lastWritten, ...entry }: RuntimeEntry & Pick<Runtime, 'lastWritten'> = someEntry('main'),
  ) => {
    const { deps } = await useDeps([entry]);
    const instance = { ...(await managed(deps.environment)), entry };
    const op = keptContext();
    const stalls: ({
      readonly about: { readonly asked: string; readonly lost: string };
      readonly kill: () => void;
    } | null)[] = [];
    const runtime = { ...fakeRuntime(PROGRAMS, [entry]), ...(lastWritten && { lastWritten }) };
    const silent = async (seconds: number) => new AppError('TIMED_OUT', `silent for ${seconds} s`, { seconds });
    const wait = (work: (signal: AbortSignal) => Promise<unknown>) =>
      waitWhileAlive(
        deps,
        {
          ...{ runtime, instance: instance, asked: 'to save', silent, lingersMs },
          op: { signal: op.signal, progress: op.progress, reportStalled: (stall) => void stalls.push(stall) },
        },
        work,
      );
    return { instance, environment: deps.environment, op, stalls, runtime, wait };
  };
  const untilAborted = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

  test('the work ends › not killed, and the report of a stall is cleared', async () => {
    const { wait, stalls } = await useWait();
    expect(await wait(async () => 7)).toBe(false);
    expect(stalls).toEqual([null]);
  });

  test('the work fails › its error is passed on', async () => {
    const { wait } = await useWait();
    await expect(wait(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  test('silence › is reported with the loss, and a kill ends the wait', async () => {
    const { wait, stalls, runtime, op } = await useWait();
    const killed = await wait(async (signal) => {
      const gone = untilAborted(signal).catch(() => undefined);
      await Promise.race([gone, untilKilled()]);
      throw new Error('the connection was lost');

      async function untilKilled(): Promise<void> {
        for (;;) {
          const stall = stalls.findLast((one) => one !== null);
          if (stall) return stall.kill();
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    });
    expect(killed).toBe(true);
    expect(runtime.calls).toEqual(['kill main']);
    expect(stalls.find((one) => one !== null)?.about).toMatchObject({
      asked: 'to save',
      lost: expect.stringContaining('all keys'),
    });
    expect(op.details.at(-1)).toMatch(/^waiting for it to save: no sign of life for \d+ s$/);
  });

  test('a cancel without linger › ends the work immediately', async () => {
    const { wait, op } = await useWait();
    const waiting = wait(untilAborted);
    op.abort.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });

  test('a server on another machine that writes there › is waited for', async () => {
    let polls = 0;
    const { wait, environment, stalls } = await useWait(0, {
      ...someEntry('main', { engine: 'nuc' }),
      lastWritten: async () => Date.now() + ++polls,
    });
    const limit = AbortSignal.timeout(environment.readyTimeoutMs * 1.5);
    expect(
      await wait((signal) =>
        untilAborted(AbortSignal.any([limit, signal])).catch((reason: unknown) => {
          if (!limit.aborted) throw reason;
        }),
      ),
    ).toBe(false);
    expect(stalls.every((one) => one === null)).toBe(true);
  });

  test('the engine of a server on another machine is lost › gives up with that reason', async () => {
    const { wait } = await useWait(0, {
      ...someEntry('main', { engine: 'nuc' }),
      lastWritten: () => Promise.reject(unreachable('EPIPE', 'ssh://nuc')),
    });
    await expect(wait(untilAborted)).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  });

  test('silence for the whole limit › gives up, and nothing is killed', async () => {
    const { wait, runtime } = await useWait();
    await expect(wait(untilAborted)).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect(runtime.calls).toEqual([]);
  });
});
