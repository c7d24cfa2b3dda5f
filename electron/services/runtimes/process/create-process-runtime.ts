import { existsSync, lstatSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/instance.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import { fileProblem } from '../../platform/files/file-problem.ts';
import { setAside } from '../../platform/files/json-state.ts';
import { lastLinesOf } from '../../platform/files/last-lines.ts';
import { isDamaged, isUnreadable } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../../platform/process/process-identity.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import type { Runtime, RuntimeEntry } from '../runtime.ts';
import { childrenOf } from './child-processes.ts';
import { addressNoted, configuredServer, isOpen, notedAddress, startArguments } from './configured-server.ts';
import { isOwnServer } from './own-server.ts';
import { probeProgram } from './probe-program.ts';
import {
  type ProcessRecord,
  processRecordPath,
  readRecord,
  recordedIds,
  removeRecord,
  writeRecord,
} from './process-record.ts';
import { findProgram, isExecutable, programBuild, programVersion } from './program.ts';
import { askIdentity, type ServerIdentity } from './server-identity.ts';
import { type SpawnedServer, spawnServer } from './spawn-server.ts';
import { startFailure } from './start-failure.ts';

/** How long a server that we just started may take to say who it is, beyond which something is wrong, ms. */
const IDENTITY_MS = 30_000;

/** How often it is tried to connect to a server that has written no pid file: it may not be able to, ms. */
const WITHOUT_PID_MS = 25;

/** How long a server that we just started and that refuses us must live before it counts as running, ms. */
const REFUSED_MS = 500;

/**
 * Runs Redis as a program of this machine: detached, so that it outlives us; found again by its pid, when that
 * process began, and the run id it answers with. Never by a pid alone.
 * @param recordedPort the port of an instance's record, where its redis.conf names none
 */
export function createProcessRuntime(
  environment: Environment,
  path: string | undefined,
  recordedPort: (id: string) => Promise<number | null>,
): Runtime {
  const { home } = environment;

  const configured = async (record: ProcessRecord) =>
    configuredServer(environment, record, await recordedPort(record.id));

  const need = async (id: string): Promise<ProcessRecord> => {
    const record = (await noted(id))?.record;
    if (!record) throw new AppError('NOT_FOUND', `${id} is not installed as a process.`, { what: 'instance', id });
    return record;
  };

  /**
   * The record of an instance. A damaged one is set aside and written again from what the file system says; one that
   * nobody may read is left alone, and the process is looked for without it.
   */
  const noted = async (id: string): Promise<NotedRecord | null> => {
    try {
      const record = await readRecord(home, id);
      return record && { record, problem: null };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const { configFile } = instancePaths(environment, id);
      const record = { id, program: (await findProgram(path)) ?? 'redis-server', configFile, running: null };
      if (!isDamaged(error)) return { record, problem: fileProblem('RECORD_UNREADABLE', 'process record', id, error) };
      setAside(processRecordPath(home, id), error.data.detail);
      // On a disk that is full the next one who asks tries again.
      await writeRecord(home, record).catch(() => undefined);
      return { record, problem: null };
    }
  };

  const isOurs = async (record: ProcessRecord): Promise<boolean> => {
    const { settings, address } = await configured(record);
    const place = addressNoted(record.running?.address, settings) ?? address;
    const target = place && { ...place, password: settings?.password ?? null };
    return isOwnServer(record, instancePaths(environment, record.id).data, target);
  };

  /** For looking at it every second: a process that was verified stays what it is until it ends. */
  const seen = new Map<string, string>();
  const isSeenAsOurs = async (record: ProcessRecord): Promise<boolean> => {
    const identity = `${record.running?.pid} ${record.running?.began}`;
    if (seen.get(record.id) === identity) return true;
    if (!(await isOurs(record))) return false;
    seen.set(record.id, identity);
    return true;
  };

  /**
   * The process of a record, if it runs. One that somebody started by hand with our `redis.conf` is ours as well:
   * it is taken into the record.
   */
  const alive = async (record: ProcessRecord, problem: Problem | null = null): Promise<ProcessRecord> => {
    if (record.running && (await isSameProcess(record.running)) && (await isSeenAsOurs(record))) return record;
    const found = await startedByHand(record, problem);
    if (found) return found;
    return { ...record, running: null };
  };

  const startedByHand = async (record: ProcessRecord, problem: Problem | null): Promise<ProcessRecord | null> => {
    const pid = await pidFromFile(environment, record.id);
    if (pid === null || pid === record.running?.pid) return null;
    const process = await identifyProcess(pid);
    const { settings, address } = await configured(record);
    if (!process || !settings || !address) return null;
    const identity = await askIdentity({ ...address, password: settings.password }, 1000);
    if (
      identity === null ||
      identity === 'refused' ||
      identity.pid !== pid ||
      identity.configFile !== record.configFile
    )
      return null;
    const running = { ...process, runId: identity.runId, startedAt: new Date().toISOString() };
    const listens = notedAddress(address);
    const adopted = { ...record, running: { ...running, ...(listens && { address: listens }) } };
    // A record that we may not read is not replaced.
    if (problem === null) await writeRecord(home, adopted);
    return adopted;
  };

  const entryOf = async (record: ProcessRecord, problem: Problem | null = null): Promise<RuntimeEntry> => {
    const now = await alive(record, problem);
    const paths = instancePaths(environment, record.id);
    const { files, settings, address } = await configured(record);
    return {
      id: record.id,
      runtime: 'process',
      state: now.running ? 'running' : 'stopped',
      problem: problem ?? (now.running ? null : await whyStopped(record, path)),
      container: null,
      network: null,
      image: null,
      address: addressNoted(now.running?.address, settings) ?? address,
      startedAt: now.running?.startedAt ?? null,
      runId: now.running?.runId ?? null,
      mounts: { data: paths.data, config: dirname(record.configFile), logs: paths.logs },
      labels: {},
      files,
    };
  };

  const signalRunning = async (id: string, signal: NodeJS.Signals): Promise<ProcessRecord | null> => {
    const found = await noted(id);
    const now = found && (await alive(found.record, found.problem));
    // Before any signal it is verified again: nothing is killed by its pid and start time alone.
    if (!now?.running || !(await isOurs(now))) return null;
    killQuietly(now.running.pid, signal);
    return now;
  };

  /**
   * A save runs in a child, which goes on when its server is killed and puts its dump in place in the end: over data
   * that was restored meanwhile. The server is halted first, so that it makes no other while its children are killed.
   */
  const killWithChildren = async (id: string): Promise<ProcessRecord | null> => {
    const halted = await signalRunning(id, 'SIGSTOP');
    if (!halted?.running) return null;
    const { pid } = halted.running;
    for (const child of await childrenOf(pid)) killQuietly(child);
    killQuietly(pid);
    await untilEnded(halted.running);
    return halted;
  };

  return {
    kind: 'process',
    probe: () => probeProgram(path),
    engine: () => null,
    usable: async () => (await findProgram(path)) !== null,
    async list(only) {
      const ids = recordedIds(home).filter((id) => only === undefined || id === only);
      const records = await Promise.all(ids.map(noted));
      return Promise.all(records.flatMap((found) => (found ? [entryOf(found.record, found.problem)] : [])));
    },

    async prepare() {
      await requireProgram(path);
      return 'program';
    },

    async isCurrent(id, _image, buildId) {
      const [record, program] = [await need(id), await findProgram(path)];
      return buildId !== null && program === record.program && (await programBuild(program)) === buildId;
    },

    async versionOf() {
      const program = await findProgram(path);
      return program ? programVersion(program).catch(() => null) : null;
    },

    async create(spec, op) {
      const program = await requireProgram(path);
      await op.undo.add({ type: 'process', id: spec.id });
      await writeRecord(home, { id: spec.id, program, configFile: spec.paths.configFile, running: null });
    },

    async start(id, signal) {
      const before = await need(id);
      const record = await alive(before);
      if (record.running) return entryOf(record);
      const paths = instancePaths(environment, id);
      // A program that was removed or moved by an upgrade: whatever is there now.
      const program = (await isExecutable(record.program)) ? record.program : await requireProgram(path);
      const planned = await configured(record);
      const { settings, address } = planned;
      const noted = notedAddress(address);
      forgetPid(paths.pidFile);
      const server = await spawnServer({
        id,
        program,
        configFile: record.configFile,
        args: startArguments(planned, record),
        logFile: paths.logFile,
        cwd: paths.data,
      });
      const process = await identifyProcess(server.pid);
      const startedAt = new Date().toISOString();
      const found = { pid: server.pid, began: process?.began ?? null, startedAt, ...(noted && { address: noted }) };
      // Noted while it starts, so that it is found again should we be killed before it has told who it is.
      const written = writeRecord(home, { ...record, program, running: { ...found, runId: null } });
      const target = { ...(address ?? { host: '127.0.0.1', port: 0 }), password: settings?.password ?? null };
      const identified = untilIdentified({ id, target, server, pidFile: paths.pidFile }, signal);
      const [note, identity] = await Promise.allSettled([written, identified]);
      const failed = [identity, note].find((result) => result.status === 'rejected');
      if (failed || identity.status === 'rejected') {
        server.kill();
        // What it was about to write would come after it was undone.
        while (!server.ended()) await sleep(5);
        // A disk that is full may be why it failed.
        await writeRecord(home, before).catch(() => undefined);
        throw failed?.reason;
      }
      const started = { ...record, program, running: { ...found, runId: identity.value.runId } };
      await writeRecord(home, started);
      return { ...(await entryOf(started)), loaded: !identity.value.loading };
    },

    async stop(id, { timeoutMs, signal }) {
      const record = await signalRunning(id, 'SIGTERM');
      if (!record?.running) return;
      // One that was halted by SIGSTOP hears nothing until it may go on.
      await signalRunning(id, 'SIGCONT');
      const deadline = Date.now() + timeoutMs;
      while (await isSameProcess(record.running)) {
        signal.throwIfAborted();
        if (Date.now() > deadline) throw stillRunning(id, timeoutMs);
        await sleep(2);
      }
      await writeRecord(home, { ...record, running: null });
    },

    async kill(id) {
      const record = await killWithChildren(id);
      if (record) await writeRecord(home, { ...record, running: null });
    },

    async remove(id) {
      // Its record is not written once more: on a full disk what was begun there could never be undone.
      await killWithChildren(id);
      // A server that was killed has left it.
      rmSync(instancePaths(environment, id).pidFile, { force: true });
      await removeRecord(home, id);
    },

    recentOutput: (id, lines) => lastLinesOf(instancePaths(environment, id).logFile, lines),
    // Its output goes to its log file.
    output: async () => [],
    followOutput: () => noOutput(),

    // A process that dies tells nobody: the next look sees it.
    watch: () => () => undefined,
  };

  async function untilIdentified(
    { id, target, server, pidFile }: Starting,
    signal: AbortSignal,
  ): Promise<Pick<ServerIdentity, 'loading'> & { readonly runId: string | null }> {
    const deadline = Date.now() + IDENTITY_MS;
    let refusedAt: number | null = null;
    let triedAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      signal.throwIfAborted();
      if (server.ended()) throw await startFailure(id, target.port, await server.output());
      // A server writes its pid file as soon as it listens. To look for that takes microseconds, where twenty that
      // start at the same time would be kept from starting by who tries to connect to them every millisecond.
      const isDue = existsSync(pidFile) || performance.now() - triedAt >= WITHOUT_PID_MS;
      if (isDue) triedAt = performance.now();
      // Cheaper than a question that nobody hears.
      const identity = isDue && (await isOpen(target)) ? await askIdentity(target, 2000) : null;
      if (identity === 'refused') {
        // A server that finds its port taken ends within milliseconds: one that lives on is the one that refuses us.
        refusedAt ??= Date.now();
        if (Date.now() - refusedAt > REFUSED_MS && !server.ended()) return { runId: null, loading: true };
        await sleep(20);
      } else if (identity?.pid === server.pid) return identity;
      if (Date.now() > deadline) throw await startFailure(id, target.port, await server.output());
      await sleep(1);
    }
  }
}

/** A record that says "running" of a process that is gone: it was not stopped by us. */
async function whyStopped(record: ProcessRecord, path: string | undefined): Promise<Problem | null> {
  if (!(await isExecutable(record.program)) && !(await findProgram(path))) {
    return {
      code: 'PROGRAM_GONE',
      message: `The program ${record.program} is no longer there.`,
      fix: 'Install redis-server again with your package manager, then start the instance.',
      since: null,
    };
  }
  if (!record.running) return null;
  return {
    code: 'CRASHED',
    message: 'The server ended without being stopped here: it crashed, was killed, or the computer was restarted.',
    fix: 'Start it; its log says how it ended.',
    since: null,
  };
}

async function requireProgram(path: string | undefined): Promise<string> {
  const program = await findProgram(path);
  if (program) return program;
  const reason = 'no redis-server or valkey-server program was found';
  throw new AppError(
    'NO_RUNTIME',
    'The process runtime needs a redis-server or valkey-server program, and none was found. Install one with your package manager, or use Docker.',
    { reasons: [{ runtime: 'process', reason }] },
  );
}

/** A record, and what is wrong with its file. */
interface NotedRecord {
  readonly record: ProcessRecord;
  readonly problem: Problem | null;
}

/** A server that was just started, and how it is recognised. */
interface Starting {
  readonly id: string;
  readonly target: RedisTarget;
  readonly server: SpawnedServer;
  readonly pidFile: string;
}

/** Removes the pid of a run that has ended, so that the file says when the next one listens. */
function forgetPid(path: string): void {
  try {
    // What is no file at all is somebody's to look into.
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) rmSync(path, { force: true });
  } catch {
    // It stays and says nothing.
  }
}

/** Nobody reports the end of a process that may not be a child of ours: most end within a millisecond. */
async function untilEnded(identity: ProcessIdentity): Promise<void> {
  for (let tries = 0; await isSameProcess(identity); tries += 1) await sleep(tries < 10 ? 1 : 5);
}

const pidFiles = createFileCache((text) => text.trim());

/** The server writes its pid there itself, whoever started it. */
async function pidFromFile(environment: Environment, id: string): Promise<number | null> {
  const text = await pidFiles.read(instancePaths(environment, id).pidFile).catch((error: unknown) => {
    if (isUnreadable(error)) return null;
    throw error;
  });
  const pid = Number(text);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

function stillRunning(id: string, timeoutMs: number): AppError<'TIMED_OUT'> {
  const seconds = timeoutMs / 1000;
  return new AppError(
    'TIMED_OUT',
    `${id} has not ended within ${seconds} s and goes on running: it may still be saving, or refuse to end because it cannot save. Its log says which.`,
    { seconds },
  );
}

async function* noOutput(): AsyncGenerator<never> {}

function killQuietly(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Else it has ended by itself.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
