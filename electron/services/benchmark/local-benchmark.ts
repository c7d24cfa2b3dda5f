import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import type { RedisTarget } from '../redis/connection/redis-link.ts';
import { findProgram, isExecutable } from '../runtimes/process/program.ts';
import { parseBenchmarkCsv } from './csv.ts';
import { benchmarkArguments, LoadError, type LoadTool, lastWords } from './load.ts';
import { KEYSPACE } from './tests.ts';

const names = ['redis-benchmark', 'valkey-benchmark'].map((name) =>
  process.platform === 'win32' ? `${name}.exe` : name,
);

/** The path of this machine's redis-benchmark: on the PATH, or beside the redis-server. Null when there is none. */
export async function findBenchmark(path: string | undefined): Promise<string | null> {
  const server = await findProgram(path);
  const folders = [...(path ?? '').split(delimiter).filter(Boolean), ...(server ? [dirname(server)] : [])];
  for (const name of names) {
    for (const folder of folders) if (await isExecutable(join(folder, name))) return join(folder, name);
  }
  return null;
}

/** redis-benchmark of this machine, once for each test. A password goes by the environment, as redis-cli takes it. */
export function localBenchmark(program: string, target: RedisTarget, path: string | undefined): LoadTool {
  const env = { PATH: path, ...(target.password !== null && { REDISCLI_AUTH: target.password }) };
  return {
    tool: 'redis-benchmark',
    async measure(command, load, signal) {
      signal.throwIfAborted();
      const address = [...placeArguments(target), ...tlsArguments(target)];
      const args = [...address, ...benchmarkArguments(command, load, KEYSPACE)];
      const { code, stdout, stderr } = await run(program, args, env, signal);
      signal.throwIfAborted();
      const measured = code === 0 ? parseBenchmarkCsv(command.name.toUpperCase(), stdout) : null;
      if (measured === null) throw new LoadError(lastWords(`${stdout}\n${stderr}`));
      return measured;
    },
    close: () => undefined,
  };
}

function placeArguments({ host, port, path }: RedisTarget): readonly string[] {
  return path === undefined ? ['-h', host, '-p', String(port)] : ['-s', path];
}

/** The certificate must be of the server's own authority, as for our own connections. */
function tlsArguments({ tls }: RedisTarget): readonly string[] {
  if (tls === undefined) return [];
  const of = (flag: string, path: string | null) => (path === null ? [] : [flag, path]);
  const authority = tls.ca === null ? ['--insecure'] : ['--cacert', tls.ca];
  return ['--tls', ...authority, ...of('--cert', tls.cert), ...of('--key', tls.key)];
}

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** More than a result takes. A program that prints without end must not fill our memory. */
const MOST_OUTPUT = 64 * 1024;

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] = (said[name] + text).slice(-MOST_OUTPUT);
      });
    }
    child.once('error', (error) => {
      // An abort is told by the signal, when the program has gone.
      if (!signal.aborted) reject(error);
    });
    child.once('close', (code) => resolve({ code, ...said }));
  });
}
