import type { OutputLine } from '../../runtime.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { OutputReader } from './output-reader.ts';

/** The last lines of a container's stdout and stderr, oldest first; none if the container does not exist. */
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
 * Follows a container's output in chunks until it exits or the signal aborts. Applies back-pressure to the engine.
 * @param since ISO 8601; lines of exactly that time may repeat
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
    // The time limit applies to the response headers, not to the stream.
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

/** The engine's format, with nine fractional digits: `1795378800.123456789`. */
function secondsOf(time: string): string {
  const [, fraction = '0'] = /\.(\d{1,9})Z$/.exec(time) ?? [];
  return `${Math.floor(Date.parse(time) / 1000)}.${fraction.padEnd(9, '0')}`;
}
