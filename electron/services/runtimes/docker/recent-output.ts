import type { EngineConnection } from './engine-connection.ts';
import { engineStatus } from './engine-failure.ts';

/** The last lines a container wrote to stdout and stderr, oldest first; none when it is gone. */
export async function recentOutput(
  connection: EngineConnection,
  container: string,
  lines: number,
): Promise<readonly string[]> {
  try {
    const output: unknown = await connection.ask((docker, abortSignal) =>
      docker.getContainer(container).logs({ stdout: true, stderr: true, tail: lines, follow: false, abortSignal }),
    );
    if (!Buffer.isBuffer(output)) return [];
    const text = withoutFrames(output).toString('utf8').trimEnd();
    return text === '' ? [] : text.split(/\r?\n/).slice(-lines);
  } catch (error) {
    if (engineStatus(error) === 404) return [];
    throw error;
  }
}

/**
 * The text of a container's output. Without a terminal it comes in frames: 8 bytes, of which the first is the stream
 * (0 to 2) and the last four the length, then the text
 * (https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach).
 */
export function withoutFrames(output: Buffer): Buffer {
  const texts: Buffer[] = [];
  let at = 0;
  while (at + 8 <= output.length) {
    const isFrame = output.readUInt8(at) <= 2 && output.readUIntBE(at + 1, 3) === 0;
    if (!isFrame) return at === 0 ? output : Buffer.concat([...texts, output.subarray(at)]);
    const length = output.readUInt32BE(at + 4);
    texts.push(output.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return at === 0 ? output : Buffer.concat(texts);
}
