import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync } from 'node:fs';
import { AppError } from '../../../../shared/contract/errors.ts';
import { openToAppend } from '../../platform/files/append-file.ts';
import { readStateBytes } from '../../platform/files/state-file.ts';

/** A new server, still a child of this process. */
export interface SpawnedServer {
  readonly pid: number;
  /** Kills it. Safe after its exit: the pid of a child is not reused. */
  kill(): void;
  /** Whether it has exited. */
  ended(): boolean;
  /** Its log lines since the start. */
  output(): Promise<readonly string[]>;
}

/** Environment variables for a server; none of them contains a secret. */
const passedOn = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'SystemRoot'];

/** A user of this computer. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** The environment of a server. */
export function serverEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/**
 * Starts a server that outlives this process, in its own process group. Its output goes to its log file, also before the
 * server has read `logfile`.
 * @throws AppError START_FAILED if the program cannot run, FILE_UNREADABLE for its log file
 */
export async function spawnServer(options: {
  readonly id: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly cwd: string;
  /** Another user that it runs as; only root can choose one. */
  readonly account?: ServerAccount | null;
  /** An open folder that the server gets as its file descriptor 3. */
  readonly folder?: number;
}): Promise<SpawnedServer> {
  const log = openToAppend(options.logFile);
  try {
    const { size } = fstatSync(log);
    const child = spawn(options.program, [...options.args], {
      detached: true,
      cwd: options.cwd,
      stdio: ['ignore', log, log, ...(options.folder === undefined ? [] : [options.folder])],
      env: serverEnvironment(),
      ...(options.account && { uid: options.account.uid, gid: options.account.gid }),
    });
    const pid = await spawned(child, options.id, options.program);
    child.unref();
    return {
      pid,
      kill: () => void child.kill('SIGKILL'),
      ended: () => child.exitCode !== null || child.signalCode !== null,
      async output() {
        const text = await readStateBytes(options.logFile, { binary: true, largestBytes: Number.POSITIVE_INFINITY });
        return (text?.subarray(size).toString('utf8') ?? '').split('\n').filter((line) => line.trim() !== '');
      },
    };
  } finally {
    closeSync(log);
  }
}

function spawned(child: ChildProcess, id: string, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid ?? 0));
    child.once('error', (error) => {
      const message = `${program} could not start: ${error.message}. Check that the program exists and is executable.`;
      reject(new AppError('START_FAILED', message, { id, log: [] }, { cause: error }));
    });
  });
}
