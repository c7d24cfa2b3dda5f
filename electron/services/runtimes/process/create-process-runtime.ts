import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/instance.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import { fileProblem } from '../../platform/files/file-problem.ts';
import { setAside } from '../../platform/files/json-state.ts';
import { lastLinesOf } from '../../platform/files/last-lines.ts';
import { isDamaged, isUnreadable, readStateFile } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../../platform/process/process-identity.ts';
import type { Runtime, RuntimeEntry } from '../runtime.ts';
import { childrenOf } from './child-processes.ts';
import { configuredServer, fromRecordedAddress, startArguments, toRecordedAddress } from './configured-server.ts';
import { oncePortIsFree } from './once-port-is-free.ts';
import { isOwnServer } from './own-server.ts';
import { pidFromFile, removePidFile } from './pid-file.ts';
import { probeProgram, programState } from './probe-program.ts';
import {
  type ProcessRecord,
  processRecordPath,
  readRecord,
  recordedIds,
  removeRecord,
  writeRecord,
} from './process-record.ts';
import { findProgram, isExecutable, programBuild, programVersion } from './program.ts';
import { askIdentity } from './server-identity.ts';
import { spawnServer } from './spawn-server.ts';
import { untilIdentified } from './until-identified.ts';

/**
 * Runs Redis as a local process. The server is detached, so that it outlives this app. The app recognises it by its pid,
 * its process start time and its run id, never by the pid alone.
 * @param recordedPort the port in an instance's record, for a redis.conf without one
 */
export function createProcessRuntime(
  environment: Environment,
  path: string | undefined,
  recordedPort: (id: string) => Promise<number | null>,
): Runtime {
  const { home } = environment;

  const configured = async (record: ProcessRecord) =>
    configuredServer(environment, record, await recordedPort(record.id));

  const requireRecord = async (id: string): Promise<ProcessRecord> => {
    const record = (await readOrRebuild(id))?.record;
    if (!record) throw new AppError('NOT_FOUND', `${id} is not installed as a process.`, { what: 'instance', id });
    return record;
  };

  /**
   * The record of an instance. Sets a damaged record aside and rebuilds it. Leaves a record without read permission in
   * place, and looks for the process without it.
   */
  const readOrRebuild = async (id: string): Promise<CheckedRecord | null> => {
    try {
      const record = await readRecord(home, id);
      return record && { record, problem: null };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const { configFile } = instancePaths(environment, id);
      const record = { id, program: (await findProgram(path)) ?? 'redis-server', configFile, running: null };
      if (!isDamaged(error)) return { record, problem: fileProblem('RECORD_UNREADABLE', 'process record', id, error) };
      setAside(processRecordPath(home, id), error.data.detail);
      // On a full disk, the next read tries again.
      await writeRecord(home, record).catch(() => undefined);
      return { record, problem: null };
    }
  };

  const isOurs = async (record: ProcessRecord): Promise<boolean> => {
    const { settings, address } = await configured(record);
    const place = fromRecordedAddress(record.running?.address, settings) ?? address;
    const target = place && { ...place, password: settings?.password ?? null };
    return isOwnServer(record, instancePaths(environment, record.id).data, target);
  };

  /** Verified processes by instance id: a verified process stays the same until it exits, so polls need not repeat it. */
  const verified = new Map<string, string>();
  const isVerified = async (record: ProcessRecord): Promise<boolean> => {
    const identity = record.running && identityOf(record.running);
    if (identity === null) return false;
    if (verified.get(record.id) === identity) return true;
    if (!(await isOurs(record))) return false;
    verified.set(record.id, identity);
    return true;
  };

  /**
   * The record with its running process, if any. Adopts a server that the user started by hand with our `redis.conf`.
   */
  const withLiveProcess = async (record: ProcessRecord, problem: Problem | null = null): Promise<ProcessRecord> => {
    if (record.running && (await isSameProcess(record.running)) && (await isVerified(record))) {
      return withoutInterruptedKill(record, problem);
    }
    const found = await startedByHand(record, problem);
    if (found) return found;
    return { ...record, running: null };
  };

  /** Resumes a server that an app has suspended in order to kill it, if that app has ended before the kill. */
  const withoutInterruptedKill = async (record: ProcessRecord, problem: Problem | null): Promise<ProcessRecord> => {
    if (!record.running?.endedBy || (await isSameProcess(record.running.endedBy))) return record;
    const { endedBy: _, ...running } = record.running;
    killQuietly(running.pid, 'SIGCONT');
    const resumed = { ...record, running };
    if (problem === null) await writeRecord(home, resumed).catch(() => undefined);
    return resumed;
  };

  const startedByHand = async (record: ProcessRecord, problem: Problem | null): Promise<ProcessRecord | null> => {
    const pid = await pidFromFile(instancePaths(environment, record.id).pidFile);
    if (pid === null || pid === record.running?.pid) return null;
    const process = await identifyProcess(pid);
    const { settings, address } = await configured(record);
    if (!process || !settings || !address) return null;
    const target = { ...address, password: settings.password };
    const identity = await askIdentity(target, 1000);
    const started = { ...process, runId: null, startedAt: new Date().toISOString() };
    const found = { ...record, running: started };
    if (identity === null || identity === 'refused') {
      // A busy or suspended server is recognised without its reply. As stopped, it would later save over a restore.
      if (!(await isOwnServer(found, instancePaths(environment, record.id).data, target))) return null;
    } else if (identity.pid !== pid || identity.configFile !== record.configFile) return null;
    const runId = identity === null || identity === 'refused' ? null : identity.runId;
    const running = { ...started, runId };
    const listens = toRecordedAddress(address);
    const adopted = { ...record, running: { ...running, ...(listens && { address: listens }) } };
    // Do not overwrite a record that we cannot read.
    if (problem === null) await writeRecord(home, adopted);
    return adopted;
  };

  const entryOf = async (record: ProcessRecord, problem: Problem | null = null): Promise<RuntimeEntry> => {
    const now = await withLiveProcess(record, problem);
    const paths = instancePaths(environment, record.id);
    const { files, settings, address } = await configured(record);
    return {
      id: record.id,
      runtime: 'process',
      state: now.running ? 'running' : 'stopped',
      problem: problem ?? (now.running ? null : await stoppedProblem(record, path)),
      container: null,
      network: null,
      image: null,
      address: fromRecordedAddress(now.running?.address, settings) ?? address,
      startedAt: now.running?.startedAt ?? null,
      runId: now.running?.runId ?? null,
      mounts: { data: paths.data, config: dirname(record.configFile), logs: paths.logs },
      labels: {},
      files,
    };
  };

  const signalRunning = async (id: string, signal: NodeJS.Signals): Promise<ProcessRecord | null> => {
    const found = await readOrRebuild(id);
    const now = found && (await withLiveProcess(found.record, found.problem));
    // Verify it again before every signal: a pid and a start time alone may belong to another program.
    if (!now?.running || !(await isOurs(now))) return null;
    killQuietly(now.running.pid, signal);
    return now;
  };

  /** Without it, a server would stay suspended if this app ends before the kill. On a full disk, it is killed anyway. */
  const recordKill = async (id: string): Promise<void> => {
    const found = await readOrRebuild(id);
    if (!found?.record.running || found.problem !== null) return;
    const endedBy = (await identifyProcess(process.pid)) ?? { pid: process.pid, began: null };
    await writeRecord(home, { ...found.record, running: { ...found.record.running, endedBy } }).catch(() => undefined);
  };

  /**
   * Kills a server and its children. A child that saves would survive its server and then overwrite restored data with
   * its dump. Suspends the server first, so that it forks no new child meanwhile.
   */
  const killWithChildren = async (id: string): Promise<ProcessRecord | null> => {
    await recordKill(id);
    const suspended = await signalRunning(id, 'SIGSTOP');
    if (!suspended?.running) return null;
    const { pid } = suspended.running;
    for (const child of await childrenOf(pid)) killQuietly(child);
    killQuietly(pid);
    await untilEnded(suspended.running);
    return suspended;
  };

  const startOnce = async (id: string, signal: AbortSignal): Promise<RuntimeEntry & { readonly loaded?: boolean }> => {
    const before = await requireRecord(id);
    const record = await withLiveProcess(before);
    if (record.running) return entryOf(record);
    const paths = instancePaths(environment, id);
    // An upgrade may have removed or moved the program: use the one that is installed now.
    const program = (await isExecutable(record.program)) ? record.program : await requireProgram(path);
    const planned = await configured(record);
    const { settings, address } = planned;
    const recordedAddress = toRecordedAddress(address);
    removePidFile(paths.pidFile);
    const server = await spawnServer({
      id,
      program,
      args: [record.configFile, ...startArguments(planned, record)],
      logFile: paths.logFile,
      cwd: paths.data,
    });
    const process = await identifyProcess(server.pid);
    const startedAt = new Date().toISOString();
    const found = {
      pid: server.pid,
      began: process?.began ?? null,
      startedAt,
      ...(recordedAddress && { address: recordedAddress }),
    };
    // Write the record during the start: if this app is killed before the server identifies itself, the next one
    // still finds it.
    const written = writeRecord(home, { ...record, program, running: { ...found, runId: null } });
    const target = { ...(address ?? { host: '127.0.0.1', port: 0 }), password: settings?.password ?? null };
    const identified = untilIdentified(
      { id, target, server, pidFile: paths.pidFile, configFile: paths.configFile },
      signal,
    );
    const [write, identity] = await Promise.allSettled([written, identified]);
    const failed = [identity, write].find((result) => result.status === 'rejected');
    if (failed || identity.status === 'rejected') {
      server.kill();
      // Wait for its exit, so that it cannot write files after the undo.
      while (!server.ended()) await sleep(5);
      // This write may fail too, on a full disk.
      await writeRecord(home, before).catch(() => undefined);
      throw failed?.reason;
    }
    const started = { ...record, program, running: { ...found, runId: identity.value.runId } };
    await writeRecord(home, started);
    // The reply had the pid of our child.
    verified.set(id, identityOf(found));
    return { ...(await entryOf(started)), loaded: !identity.value.loading };
  };

  return {
    kind: 'process',
    probe: () => probeProgram(path),
    engine: () => null,
    usable: async () => (await findProgram(path)) !== null,
    async list(only) {
      const ids = only === undefined ? recordedIds(home) : [only];
      const records = await Promise.all(ids.map(readOrRebuild));
      return Promise.all(records.flatMap((found) => (found ? [entryOf(found.record, found.problem)] : [])));
    },

    async prepare() {
      await requireProgram(path);
      return 'program';
    },

    async isCurrent(id, _image, buildId) {
      const [record, program] = [await requireRecord(id), await findProgram(path)];
      return buildId !== null && program === record.program && (await programBuild(program)) === buildId;
    },

    async versionOf() {
      const program = await findProgram(path);
      return program ? programVersion(program).catch(() => null) : null;
    },

    async create(spec, op) {
      const program = await requireProgram(path);
      // An upgrade registers an existing instance again.
      const before = await readStateFile(processRecordPath(home, spec.id));
      if (before !== null) {
        await op.undo.add({ type: 'content', path: processRecordPath(home, spec.id), text: before, mode: 0o600 });
      }
      await op.undo.add({ type: 'process', id: spec.id });
      await writeRecord(home, { id: spec.id, program, configFile: spec.paths.configFile, running: null });
    },

    async checkStart(id) {
      const { program } = await requireRecord(id);
      const { problem } = await programState((await isExecutable(program)) ? program : await findProgram(path));
      if (problem === null) return;
      const reason = `${problem.message} ${problem.fix}`;
      throw new AppError('START_FAILED', `${id} was not restarted and keeps running: ${reason}`, { id, log: [] });
    },

    start: (id, signal) => oncePortIsFree(() => startOnce(id, signal), signal),

    async stop(id, { timeoutMs, signal }) {
      const record = await signalRunning(id, 'SIGTERM');
      if (!record?.running) return;
      // A server that SIGSTOP has suspended handles SIGTERM only after SIGCONT.
      await signalRunning(id, 'SIGCONT');
      const deadline = Date.now() + timeoutMs;
      while (await isSameProcess(record.running)) {
        signal.throwIfAborted();
        if (Date.now() > deadline) throw stillRunning(id, timeoutMs);
        await sleep(2);
      }
      await writeRecord(home, { ...record, running: null });
    },

    async kill(id, { removes = false } = {}) {
      const record = await killWithChildren(id);
      if (record && !removes) await writeRecord(home, { ...record, running: null });
    },

    async remove(id) {
      // Do not write the record first: on a full disk, that would make the undo fail.
      await killWithChildren(id);
      // A killed server leaves its pid file.
      rmSync(instancePaths(environment, id).pidFile, { force: true });
      await removeRecord(home, id);
    },

    recentOutput: (id, lines) => lastLinesOf(instancePaths(environment, id).logFile, lines),
    // Its output goes to its log file.
    output: async () => [],
    followOutput: () => noOutput(),

    // There are no events for processes: the next poll observes an exit.
    watch: () => () => undefined,
  };
}

/** The problem of a stopped instance. A record with a running process means that this app did not stop it. */
async function stoppedProblem(record: ProcessRecord, path: string | undefined): Promise<Problem | null> {
  if (!(await isExecutable(record.program)) && !(await findProgram(path))) {
    return {
      code: 'PROGRAM_GONE',
      message: `The program ${record.program} no longer exists.`,
      fix: 'Reinstall redis-server with your package manager, then start the instance.',
      since: null,
    };
  }
  if (!record.running) return null;
  return {
    code: 'CRASHED',
    message: 'Redis stopped unexpectedly: it crashed, was killed, or the computer rebooted.',
    fix: 'Start it again, or check the log.',
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

/** A record and the problem with its file. */
interface CheckedRecord {
  readonly record: ProcessRecord;
  readonly problem: Problem | null;
}

/** Polls, because there is no event for a process that is not our child. Most exit within a millisecond. */
async function untilEnded(identity: ProcessIdentity): Promise<void> {
  for (let tries = 0; await isSameProcess(identity); tries += 1) await sleep(tries < 10 ? 1 : 5);
}

function stillRunning(id: string, timeoutMs: number): AppError<'TIMED_OUT'> {
  const seconds = timeoutMs / 1000;
  return new AppError(
    'TIMED_OUT',
    `${id} did not stop within ${seconds} s and keeps running: it may still be saving, or cannot save. Check its log.`,
    { seconds },
  );
}

async function* noOutput(): AsyncGenerator<never> {}

function killQuietly(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // ESRCH: it has already exited.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/** A pid and its start time: unique until the computer restarts. */
function identityOf({ pid, began }: Pick<NonNullable<ProcessRecord['running']>, 'pid' | 'began'>): string {
  return `${pid} ${began}`;
}
