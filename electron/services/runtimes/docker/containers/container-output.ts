import type { OutputLine } from '../../runtime.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { OutputReader } from './output-reader.ts';

/** The last lines a container wrote to stdout and stderr, oldest first; none when it is gone. */
export async function lastOutput(
  connection: EngineConnection,
  container: string,
  lines: number,
): Promise<readonly OutputLine[]> {
  const options = { stdout: true, stderr: true, timestamps: true, tail: lines, follow: false } as const;
  try {
    const output: unknown = await connection.ask((docker, abortSignal) =>
      docker.getContainer(container).logs({ ...options, abortSignal }),
    );
    if (!Buffer.isBuffer(output)) return [];
    const reader = new OutputReader();
    return [...reader.push(output), ...reader.rest()].slice(-lines);
  } catch (error) {
    if (engineStatus(error) === 404) return [];
    throw error;
  }
}

/**
 * What a container writes from a time on, in the pieces in which it comes, until it ends or the signal is aborted.
 * Nothing is read ahead of whoever takes it: the engine waits.
 * @param since ISO 8601; a line of that very time may come again
 */
export async function* followOutput(
  connection: EngineConnection,
  container: string,
  since: string,
  signal: AbortSignal,
): AsyncGenerator<readonly OutputLine[]> {
  const options = { stdout: true, stderr: true, timestamps: true, since: secondsOf(since), follow: true } as const;
  const abort = new AbortController();
  const end = () => abort.abort();
  signal.addEventListener('abort', end);
  try {
    // The limit is for the answer to come, not for how long the output goes on.
    const stream = await connection.call(
      (docker, limit) => {
        limit.addEventListener('abort', end);
        return docker.getContainer(container).logs({ ...options, abortSignal: abort.signal });
      },
      { signal },
    );
    const reader = new OutputReader();
    for await (const chunk of stream) yield reader.push(chunk as Buffer);
    yield reader.rest();
  } catch (error) {
    if (!signal.aborted && engineStatus(error) !== 404) throw error;
  } finally {
    signal.removeEventListener('abort', end);
    abort.abort();
  }
}

/** As the engine takes it, with all nine digits: `1795378800.123456789`. */
function secondsOf(time: string): string {
  const [, fraction = '0'] = /\.(\d{1,9})Z$/.exec(time) ?? [];
  return `${Math.floor(Date.parse(time) / 1000)}.${fraction.padEnd(9, '0')}`;
}
