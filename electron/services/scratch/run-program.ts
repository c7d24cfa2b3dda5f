import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStateFile } from '../platform/files/state-file.ts';
import { temporaryFolder } from '../platform/files/temporary-folder.ts';
import { endingWithUs } from '../platform/process/ending-with-us.ts';
import { parseRedisConf } from '../redis/conf/redis-conf.ts';
import { renamedCommands } from '../redis/conf/server-settings.ts';
import { createRedisLink } from '../redis/connection/redis-link.ts';
import { networkIsolation } from './network-isolation.ts';
import { type Line, placeLines, withLines } from './overrides.ts';
import type { ScratchServer, ScratchUsage } from './scratch-server.ts';

/** How many characters of its output are kept. */
const KEPT = 20_000;

export interface ProgramOptions {
  readonly program: string;
  /** The redis.conf, given the folder of the server. Empty: only the overrides. */
  readonly text: (folder: string) => string;
  /** Lines at the end of the redis.conf, given the same folder. */
  readonly overrides: (folder: string) => readonly Line[];
  readonly password: string | null;
  /** The base of relative paths in the text. */
  readonly cwd: string;
  readonly memoryBytes: number | null;
  /** A folder for its data, which is removed with the server; omitted: it has none of its own. */
  readonly dataFolder?: string;
}

/**
 * Starts a scratch server as a local program, without a network if this computer has namespaces. It ends with this app. The redis.conf is a file
 * that only this user can read, so that a password in it is in no argument and no environment variable.
 */
export async function runProgram(options: ProgramOptions): Promise<ScratchServer> {
  const [folder, isolation] = await Promise.all([temporaryFolder(), networkIsolation()]);
  const place = {
    socket: join(folder, 's'),
    socketMode: '700',
    pidFile: join(folder, 'pid'),
    logFile: join(folder, 'log'),
  };
  const text = options.text(folder);
  const conf = join(folder, 'redis.conf');
  await writeFile(conf, withLines(text, [...placeLines(place, text), ...options.overrides(folder)]), { mode: 0o600 });
  const folders = [folder, ...(options.dataFolder === undefined ? [] : [options.dataFolder])];
  // The folder may contain a password.
  const server = endingWithUs([options.program, conf], folders);
  const [command = '', ...args] = isolation.kind === 'namespace' ? [...isolation.command, ...server] : server;
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: options.cwd,
    // A separate process group, so that Ctrl-C in a terminal does not kill the server before we end it.
    detached: true,
    env: { PATH: process.env.PATH ?? '' },
  });
  child.stdin.on('error', () => undefined);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      output = (output + part).slice(-KEPT);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      output += `${options.program} could not be started: ${error.message}\n`;
      resolve();
    });
  });
  const renamed = renamedCommands(parseRedisConf(text));
  const connect = (password: string | null) =>
    createRedisLink({ host: '', port: 0, password, path: place.socket, renamed });
  const link = connect(options.password);
  return {
    link: () => link,
    call: (timeoutMs, name) => link.call(timeoutMs, name),
    connect,
    target: () => ({ host: '', port: 0, password: options.password, path: place.socket }),
    runInside: null,
    ended,
    output: async () => `${output}\n${(await readStateFile(place.logFile, { binary: true })) ?? ''}`,
    usage: () => usageOf(place.pidFile),
    memoryBytes: options.memoryBytes,
    ranOutOfMemory: () => false,
    async close() {
      link.close();
      child.stdin.end();
      await ended;
      await Promise.all(folders.map((one) => rm(one, { recursive: true, force: true, maxRetries: 3 })));
    },
  };
}

/** @see https://man7.org/linux/man-pages/man5/proc.5.html /proc/pid/statm counts pages, /proc/pid/io what was read */
async function usageOf(pidFile: string): Promise<ScratchUsage | null> {
  const pid = Number(await readStateFile(pidFile));
  if (!pid) return null;
  const [status, io] = await Promise.all([readProc(pid, 'status'), readProc(pid, 'io')]);
  const memory = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  const read = /^rchar: (\d+)/m.exec(io)?.[1];
  return memory === undefined ? null : { memoryBytes: Number(memory) * 1024, readBytes: Number(read ?? 0) };
}

async function readProc(pid: number, name: string): Promise<string> {
  return readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
}
