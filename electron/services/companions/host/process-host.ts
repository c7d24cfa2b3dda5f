import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { chown, lstat, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { lastLinesOf } from '../../platform/files/last-lines.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../../platform/process/process-identity.ts';
import { isPortFree } from '../../ports/free-ports.ts';
import { portOwner } from '../../ports/port-owner.ts';
import { changeOwner } from '../../runtimes/docker/containers/give-folders.ts';
import { childrenOf } from '../../runtimes/process/child-processes.ts';
import { type ServerAccount, serverEnvironment, spawnServer } from '../../runtimes/process/spawn-server.ts';
import type { Kind, ProgramKind, ProgramPlace } from '../kind/companion-kind.ts';
import { writeCompanion } from '../store/companion-record.ts';
import type { CompanionHost, Placed } from './companion-host.ts';

/** Creating the files of a database takes a second, and a minute on a slow disk. */
const PROGRAM_LIMIT_MS = 5 * 60_000;
const MAX_OUTPUT = 64 * 1024;
const END_POLL_MS = 10;
/** Users without rights, in order of preference. */
const serviceUsers = ['postgres', 'nobody'];

export interface ProcessHostOptions {
  readonly runtime: RuntimeKind;
  /** PATH. */
  readonly path: string | undefined;
}

/** Companions as processes of this computer that outlive this app. */
export function createProcessHost({ runtime, path }: ProcessHostOptions): CompanionHost {
  const programOf = (kind: Kind): ProgramKind => {
    if (kind.program) return kind.program;
    const reason = `${kind.title} runs in Docker only, on the network of a tenant in Docker`;
    const message = `${kind.title} cannot be created beside a tenant that runs as a process: ${reason}. Create the tenant with --runtime docker.`;
    throw new AppError('NO_RUNTIME', message, { reasons: [{ runtime, reason }] });
  };

  const live = async (placed: Placed): Promise<ProcessIdentity | null> => {
    const program = programOf(placed.kind);
    const { running } = placed.record;
    if (running && (await isSameProcess(running)) && (await isOurs(running.pid, program, placed, true))) return running;
    return findOwn(program, placed);
  };

  /** Calls with the data folder as the programs of a companion see it. */
  const inPlace = async <T>(placed: Placed, body: (place: ProgramPlace, folder: number | undefined) => Promise<T>) => {
    const program = programOf(placed.kind);
    const account = program.refusesRoot ? await serviceAccount(placed.kind, runtime) : null;
    const folder = account ? openSync(placed.paths.data, 'r') : undefined;
    const programs = placed.record.programs ?? '';
    const place = {
      ...{ programs, paths: placed.paths, ports: placed.record.ports, account },
      // The parent folders belong to root and are closed to the other user, who can still use an open descriptor.
      dataFolder: folder === undefined ? placed.paths.data : '/proc/self/fd/3',
      run: (name: string, args: readonly string[], input?: string) =>
        runToEnd({ id: placed.client, program: join(programs, name), args, input, account, folder }),
    };
    try {
      return await body(place, folder);
    } finally {
      if (folder !== undefined) closeSync(folder);
    }
  };

  const end = async (placed: Placed, identity: ProcessIdentity, signal: NodeJS.Signals) => {
    const children = signal === 'SIGKILL' ? await childrenOf(identity.pid) : [];
    for (const pid of [identity.pid, ...children]) killQuietly(pid, signal);
    if (signal !== 'SIGKILL') return;
    while (await isSameProcess(identity)) await sleep(END_POLL_MS);
    await writeCompanion(placed.paths.record, { ...placed.record, running: null }).catch(() => undefined);
  };

  const kill = async (placed: Placed) => {
    const identity = await live(placed);
    if (identity) await end(placed, identity, 'SIGKILL');
  };

  return {
    runtime,

    async prepare(kind) {
      const program = programOf(kind);
      const programs = await program.find(path);
      if (programs === null) {
        const reason = `the server of ${kind.title} is not installed`;
        const message = `${kind.title} cannot run as a process: ${reason}. ${program.howToGet}`;
        throw new AppError('NO_RUNTIME', message, { reasons: [{ runtime, reason }] });
      }
      if (program.refusesRoot) await serviceAccount(kind, runtime);
      return { image: null, container: null, programs };
    },

    async create(placed, _place, op) {
      const { paths, kind } = placed;
      for (const folder of [paths.data, paths.exchange]) ensureFolder(folder);
      if (namesIn(paths.data).length > 0) return;
      await op.undo.add({ type: 'folder', path: paths.data });
      await inPlace(placed, async (place) => {
        if (place.account) await chown(paths.data, place.account.uid, place.account.gid);
        await programOf(kind).initialize(place);
        if (place.account) await changeOwner(paths.data, place.account.uid, place.account.gid);
      });
    },

    async stateOf(placed) {
      if (await live(placed)) return { state: 'running', problem: null };
      if (!placed.record.running) return { state: 'stopped', problem: null };
      const message = `${placed.kind.title} of ${placed.client} stopped unexpectedly: it crashed, was killed, or the computer rebooted.`;
      const fix = `Start it again, or read its log: ${placed.paths.logFile}`;
      return { state: 'stopped', problem: { code: 'CRASHED', message, fix, since: null } };
    },

    async start(placed) {
      if (await live(placed)) return;
      const { paths, record, client, kind } = placed;
      for (const port of Object.values(record.ports))
        if (!(await isPortFree(port))) throw await portTaken(placed, port);
      await inPlace(placed, async (place, folder) => {
        const { program, args } = programOf(kind).command(place);
        const { account } = place;
        const cwd = account ? '/' : paths.data;
        const descriptor = folder === undefined ? {} : { folder };
        const options = { id: client, program, args, logFile: paths.logFile, cwd, account, ...descriptor };
        const server = await spawnServer(options);
        const running = (await identifyProcess(server.pid)) ?? { pid: server.pid, began: null };
        await writeCompanion(paths.record, { ...record, running });
      });
    },

    async stop(placed, { timeoutMs, signal }) {
      const identity = await live(placed);
      if (identity) {
        await end(placed, identity, programOf(placed.kind).endSignal);
        const deadline = Date.now() + timeoutMs;
        while (await isSameProcess(identity)) {
          signal.throwIfAborted();
          if (Date.now() > deadline) throw stillRunning(placed, timeoutMs);
          await sleep(END_POLL_MS);
        }
      }
      if (placed.record.running) await writeCompanion(placed.paths.record, { ...placed.record, running: null });
    },

    kill,
    remove: kill,

    session(placed) {
      const { paths, record, kind } = placed;
      return {
        address: { host: '127.0.0.1', port: record.ports[kind.ports[0]?.name ?? ''] ?? 0 },
        secret: (file) => join(paths.secrets, file),
        exchanged: (file) => join(paths.exchange, file),
        async run(program, args) {
          const options = { env: serverEnvironment(), cwd: '/', maxBuffer: 16 * MAX_OUTPUT };
          try {
            return (await promisify(execFile)(join(record.programs ?? '', program), [...args], options)).stdout;
          } catch (error) {
            const { stderr = '' } = error as { readonly stderr?: string };
            const lines = stderr.trim().split('\n').slice(-5);
            const message = `${program} failed: ${lines.join(' ')}`;
            throw new AppError('START_FAILED', message, { id: placed.client, log: lines }, { cause: error });
          }
        },
      };
    },

    output: ({ paths }, lines) => lastLinesOf(paths.logFile, lines),
    // Client programs run as this app's user.
    giveFiles: async () => undefined,
  };
}

interface Command {
  readonly id: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string | undefined;
  readonly account: ServerAccount | null;
  readonly folder: number | undefined;
}

/** Runs a program to its end. Its input may hold a secret, so no message contains it. */
async function runToEnd({ id, program, args, input, account, folder }: Command): Promise<void> {
  const child = spawn(program, [...args], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe', ...(folder === undefined ? [] : [folder])],
    env: { ...serverEnvironment(), LC_ALL: 'C' },
    timeout: PROGRAM_LIMIT_MS,
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  let output = '';
  const keep = (part: Buffer) => {
    output = (output + part.toString('utf8')).slice(-MAX_OUTPUT);
  };
  child.stdout?.on('data', keep).on('error', () => undefined);
  child.stderr?.on('data', keep).on('error', () => undefined);
  // It may have ended without reading its input.
  child.stdin?.on('error', () => undefined).end(input ?? '');
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (exit, signal) => resolve(exit ?? `ended by ${signal}`));
  });
  if (code === 0) return;
  const lines = output.trim().split('\n').slice(-8);
  const why =
    typeof code === 'string' ? code : (lines.findLast((line) => /error|fatal/i.test(line)) ?? `exit code ${code}`);
  const full = /no space left on device/i.test(output);
  if (full)
    throw new AppError('DISK_FULL', 'The disk is full. Free some space and try again.', { needed: null, free: 0 });
  throw new AppError('START_FAILED', `${basename(program)} failed: ${why}`, { id, log: lines });
}

/** The user for a server that refuses to run as root; null if this app does not run as root. */
async function serviceAccount(kind: Kind, runtime: RuntimeKind): Promise<ServerAccount | null> {
  if (process.geteuid?.() !== 0) return null;
  const lines = process.platform === 'linux' ? (await readFile('/etc/passwd', 'utf8')).split('\n') : [];
  for (const user of serviceUsers) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${user}:`))?.split(':') ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  const reason = `${kind.title} refuses to run as root, and there is no user ${serviceUsers.join(' or ')}`;
  const message = `${kind.title} cannot run as a process: ${reason}. Run this app as another user.`;
  throw new AppError('NO_RUNTIME', message, { reasons: [{ runtime, reason }] });
}

/**
 * Identified by its program and its folder: a pid and a start time alone may be from another computer.
 * @param starts whether it may have just been started, and not be in its folder yet
 */
async function isOurs(pid: number, { programNames }: ProgramKind, { paths }: Placed, starts = false): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const [exe, cwd, data] = await Promise.all([
    readlink(`/proc/${pid}/exe`).catch(() => ''),
    readlink(`/proc/${pid}/cwd`).catch(() => ''),
    realpath(paths.data).catch(() => paths.data),
  ]);
  // After an upgrade has replaced the program, the kernel appends " (deleted)".
  return (cwd === data || (starts && cwd === '/')) && programNames.includes(basename(exe.replace(/ \(deleted\)$/, '')));
}

/** A server that was started just before this app was killed is not in its record yet. */
async function findOwn(program: ProgramKind, placed: Placed): Promise<ProcessIdentity | null> {
  if (process.platform !== 'linux' || !(await lstat(placed.paths.data).catch(() => null))) return null;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found: number[] = [];
  for (const pid of pids) if (await isOurs(Number(pid), program, placed)) found.push(Number(pid));
  for (const pid of found) {
    // Its children have the same program and folder.
    const parent = Number(/^PPid:\s*(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1]);
    if (!found.includes(parent)) return identifyProcess(pid);
  }
  return null;
}

function killQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

async function portTaken({ client, kind }: Placed, port: number): Promise<AppError<'PORT_TAKEN'>> {
  const by = await portOwner(port);
  const message = `${kind.title} of ${client} could not start: port ${port} is already in use by ${by ?? 'a program of another user'}. Stop that program and try again.`;
  return new AppError('PORT_TAKEN', message, { port, by, free: null });
}

function stillRunning({ client, kind }: Placed, timeoutMs: number): AppError<'TIMED_OUT'> {
  const seconds = timeoutMs / 1000;
  const message = `${kind.title} of ${client} did not stop within ${seconds} s and keeps running. Read its log, and try again.`;
  return new AppError('TIMED_OUT', message, { seconds });
}
