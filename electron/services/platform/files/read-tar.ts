import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar, { type Header } from 'tar-stream';

/**
 * Reads a tar to its end, one entry after the other. Rejects for a damaged or truncated tar. Each entry gets an error
 * listener, because it fails together with the tar and the uncaught error would end the process.
 * @param stages the source of the bytes and its transforms, such as gunzip
 * @param take called for each entry; returns null to skip its content
 * @throws Error of a stage, of the tar itself, or of `take`
 */
export async function readTar(
  stages: readonly [Readable, ...Duplex[]],
  take: (header: Header, content: Readable) => Promise<void> | null,
  signal: AbortSignal,
): Promise<void> {
  const extract = tar.extract();
  extract.on('entry', (header, stream, next) => {
    stream.on('error', () => undefined);
    try {
      const taken = take(header, stream as unknown as Readable);
      if (taken) {
        taken.then(() => next(), next);
        return;
      }
    } catch (error) {
      // Thrown in an event handler, it would end the process.
      next(error as Error);
      return;
    }
    stream.once('end', next);
    stream.resume();
  });
  await pipeline([...stages, extract as unknown as NodeJS.WritableStream], { signal });
}
