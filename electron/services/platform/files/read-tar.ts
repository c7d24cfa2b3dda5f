import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar, { type Header } from 'tar-stream';

/**
 * Reads a tar to its end, one entry after the other. A damaged or truncated tar rejects; it never ends the process: an
 * entry fails together with the tar, and an entry without a listener for that failure would be an uncaught exception.
 * @param stages where the bytes come from, and what they pass through, such as gunzip
 * @param take called for each entry; null passes over its content
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
    const taken = take(header, stream as unknown as Readable);
    if (taken) {
      taken.then(() => next(), next);
      return;
    }
    stream.once('end', next);
    stream.resume();
  });
  await pipeline([...stages, extract as unknown as NodeJS.WritableStream], { signal });
}
