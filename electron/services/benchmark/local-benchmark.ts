import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { endingWithUs } from '../platform/process/ending-with-us.ts';
import type { RedisTarget } from '../redis/connection/redis-link.ts';
import { findProgram, isExecutable } from '../runtimes/process/program.ts';
import { LoadError, type LoadTool } from './load.ts';
import { measureByProgram, type ProgramOutput } from './measure-by-program.ts';
import { untilUnreachable } from './until-unreachable.ts';

const names = ['redis-benchmark', 'valkey-benchmark'].map((name) =>
  process.platform === 'win32' ? `${name}.exe` : name,
);

/** The local redis-benchmark, on the PATH or next to redis-server; null if there is none. */
export async function findBenchmark(path: string | undefined): Promise<string | null> {
  const server = await findProgram(path);
  const folders = [...(path ?? '').split(delimiter).filter(Boolean), ...(server ? [dirname(server)] : [])];
  for (const name of names) {
    for (const folder of folders) if (await isExecutable(join(folder, name))) return join(folder, name);
  }
  return null;
}

/** Runs the local redis-benchmark once per test. The password goes into REDISCLI_AUTH, which other users cannot read. */
export function localBenchmark(program: string, target: RedisTarget, path: string | undefined): LoadTool {
  const env = { PATH: path, ...(target.password !== null && { REDISCLI_AUTH: target.password }) };
  return {
    tool: 'redis-benchmark',
    async measure(command, load, signal) {
      const address = [...addressArguments(target), ...tlsArguments(target)];
      // Without its server, redis-benchmark would go on for ever.
      const server = untilUnreachable(target);
      const ends = AbortSignal.any([signal, server.signal]);
      try {
        return await measureByProgram(command, load, signal, (args) => run(program, [...address, ...args], env, ends));
      } catch (error) {
        throw server.signal.aborted && !signal.aborted ? new LoadError('the server ended during the test') : error;
      } finally {
        server.close();
      }
    },
    close: () => undefined,
  };
}

function addressArguments({ host, port, path }: RedisTarget): readonly string[] {
  return path === undefined ? ['-h', host, '-p', String(port)] : ['-s', path];
}

/** Same certificate checks as for the app's own connections. */
function tlsArguments({ tls }: RedisTarget): readonly string[] {
  if (tls === undefined) return [];
  const optional = (flag: string, path: string | null) => (path === null ? [] : [flag, path]);
  const authority = tls.ca === null ? ['--insecure'] : ['--cacert', tls.ca];
  return ['--tls', ...authority, ...optional('--cert', tls.cert), ...optional('--key', tls.key)];
}

/** More than a result needs besides the command, which it repeats; bounds memory if the program prints endlessly. */
const MAX_OUTPUT = 64 * 1024;

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<ProgramOutput> {
  const maxOutput = MAX_OUTPUT + args.join(' ').length;
  return new Promise((resolve, reject) => {
    const [command = '', ...words] = endingWithUs([program, ...args]);
    const child = spawn(command, words, { env: { ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => undefined);
    const kill = () => (command === program ? child.kill('SIGKILL') : child.stdin.end());
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] = (output[name] + text).slice(-maxOutput);
      });
    }
    child.once('error', reject);
    // After an abort too: the caller checks the signal.
    child.once('close', (code) => {
      signal.removeEventListener('abort', kill);
      resolve({ code, ...output });
    });
  });
}
