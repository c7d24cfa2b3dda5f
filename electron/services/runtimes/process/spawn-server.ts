import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { AppError } from '../../../../shared/contract/errors.ts';
import { readStateBytes } from '../../platform/files/state-file.ts';

/** A server that was just started, still a child of ours. */
export interface SpawnedServer {
  readonly pid: number;
  /** Ends it at once; harmless when it has ended, as it is a child of ours until then. */
  kill(): void;
  /** Whether it has ended since. */
  ended(): boolean;
  /** What it wrote to its log since it was started. */
  output(): Promise<readonly string[]>;
}

/** All that a server may know of our environment: nothing in it is a secret. */
const passedOn = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'SystemRoot'];

/**
 * Starts a server that outlives us: its own process group, and its output in its log file.
 * What it prints before it has read `logfile` goes to the same file.
 * @throws AppError START_FAILED when the program cannot be run
 */
export async function spawnServer(options: {
  readonly id: string;
  readonly program: string;
  readonly configFile: string;
  /** What overrides it. */
  readonly args: readonly string[];
  readonly logFile: string;
  readonly cwd: string;
}): Promise<SpawnedServer> {
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const { size } = fstatSync(log);
    const child = spawn(options.program, [options.configFile, ...options.args], {
      detached: true,
      cwd: options.cwd,
      stdio: ['ignore', log, log],
      env: Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
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
      const message = `${program} could not be started: ${error.message}. Check that the program is there and may be run.`;
      reject(new AppError('START_FAILED', message, { id, log: [] }, { cause: error }));
    });
  });
}
