import { spawn } from 'node:child_process';

/** The result of `redis-check-rdb` or `redis-check-aof`. */
export interface CheckResult {
  readonly ok: boolean;
  /** Of an RDB: the number of keys, and how many of them had expired. */
  readonly keys: number | null;
  readonly expired: number | null;
  /** The size in bytes of the RDB that an AOF begins with. */
  readonly rdbEnd: number | null;
  /** Of an AOF: the bytes at its end that are no complete command or transaction; null if all are. */
  readonly incompleteBytes: number | null;
  /** The problem; null for a valid file. */
  readonly message: string | null;
}

/** Only the end of the output matters, and a damaged file can make it long. */
const KEPT_BYTES = 64 * 1024;

export type Checker = 'redis-check-rdb' | 'redis-check-aof';

/**
 * Checks an RDB or AOF file with a local program. `redis-server` is the checker when it is started under that name, so
 * that no other program is needed.
 * @see https://github.com/redis/redis/blob/7.0/src/server.c main
 */
export async function runChecker(
  as: Checker,
  program: string,
  file: string,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { code, output } = await run(program, as, file, signal);
  return resultOf(code, output);
}

/** Interprets the exit code and the output of a checker. */
export function resultOf(code: number | null, output: string): CheckResult {
  const number = (pattern: RegExp) => {
    const found = pattern.exec(output)?.[1];
    return found === undefined ? null : Number(found);
  };
  const keys = number(/\[info\] (\d+) keys read/);
  const expired = number(/\[info\] (\d+) already expired/);
  const rdbEnd = number(/\[offset (\d+)\] \\o\/ RDB looks OK!/);
  const found = { keys, expired, rdbEnd };
  if (code === 0) return { ok: true, ...found, incompleteBytes: null, message: null };
  const incompleteBytes = number(/ok_up_to_line=\d+, diff=([1-9]\d*)(?![\s\S]*diff=)/);
  return { ok: false, ...found, incompleteBytes, message: errorLine(output) ?? `it ended with ${code ?? 'a crash'}` };
}

function run(
  program: string,
  name: string,
  file: string,
  signal: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [file], { argv0: name, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (text: string) => {
      output = (output + text).slice(-KEPT_BYTES);
    };
    child.stdout.setEncoding('latin1').on('data', take);
    child.stderr.setEncoding('latin1').on('data', take);
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve({ code, output });
    });
  });
}

/** The error of an RDB is the line below `--- RDB ERROR DETECTED ---`; that of an AOF is found by its words. */
function errorLine(output: string): string | null {
  const lines = output.split('\n').map((line) => line.replace(/^\[.*?\]\s*/, '').trim());
  const below = lines[lines.findIndex((line) => line.startsWith('--- RDB ERROR')) + 1];
  if (output.includes('--- RDB ERROR') && below) return below;
  return lines.find((line) => /expected|not valid|bad file|invalid|error|can't|cannot/i.test(line)) ?? null;
}
