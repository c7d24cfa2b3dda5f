import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AppError } from '../../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import { openExistingFile } from '../../../platform/files/state-file.ts';
import { shownPath } from '../../../platform/home/paths.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { diskFull, engineStatus } from '../engine/engine-failure.ts';
import { progressLines, StreamedFailure } from '../engine/progress-lines.ts';
import { fullImageName, sameImage } from './image-name.ts';

/**
 * Loads a `docker save` archive into the engine.
 * @returns the names of the loaded images, or ids for images without a name
 */
export async function loadArchive(
  connection: EngineConnection,
  archive: NodeJS.ReadableStream,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const loaded: string[] = [];
  await connection.call(
    async (docker, abortSignal) => {
      const stream = await docker.loadImage(archive, { quiet: true, abortSignal });
      for await (const line of progressLines(stream)) {
        const names = /^Loaded image(?:\(s\)| ID)?: (.*)$/.exec(line.stream?.trim() ?? '')?.[1];
        if (names) loaded.push(...names.split(/,\s*/));
      }
    },
    { limitMs: null, signal },
  );
  return loaded;
}

/** {@link loadArchive} for an archive in memory. */
export function loadBytes(
  connection: EngineConnection,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return loadArchive(connection, Readable.from(chunksOf(bytes), { objectMode: false }), signal);
}

/** In chunks, so that a cancel takes effect early. */
function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18));
}

/**
 * Loads an image from a file. If the archive holds a single image with another name, adds the requested name as a tag.
 * @throws AppError BAD_VALUE if the file is missing or not an image archive, IMAGE_UNAVAILABLE if it holds other images
 */
export async function loadArchiveFile(
  connection: EngineConnection,
  path: string,
  image: string,
  op: Pick<OperationContext, 'progress' | 'log' | 'signal'>,
): Promise<void> {
  const { size } = await stat(path).then(
    (found) => (found.isFile() ? found : Promise.reject(notAnArchive(path, 'is not a file'))),
    () => Promise.reject(notAnArchive(path, 'does not exist or cannot be read')),
  );
  // Open the file first: an error before the engine reads the stream would have no listener.
  const handle = await openExistingFile(path).catch((error: unknown) => {
    throw notAnArchive(path, 'cannot be read', error);
  });
  const file = handle.createReadStream();
  file.on('error', () => undefined);
  let read = 0;
  file.on('data', (chunk) => {
    read += chunk.length;
    op.progress(size === 0 ? null : read / size, `${formatBytes(read)} of ${formatBytes(size)}`);
  });
  const loaded = await loadArchive(connection, file, op.signal)
    .catch((error: unknown) => {
      if (engineStatus(error) === null && !(error instanceof StreamedFailure)) throw error;
      throw diskFull(error) ?? notAnArchive(path, 'is not an image archive that the engine can load', error);
    })
    .finally(() => file.destroy());
  op.log(`Loaded ${loaded.join(', ') || 'nothing'} from ${shownPath(path)}.`);
  if (loaded.some((name) => sameImage(name, image))) return;
  const [only, ...others] = loaded;
  if (!only || others.length > 0) throw otherImages(path, image, loaded);
  const { repo, tag } = splitName(image);
  await connection.call((docker, abortSignal) => docker.getImage(only).tag({ repo, tag, abortSignal }));
  op.log(`Tagged it as ${image}.`);
}

function splitName(image: string): { readonly repo: string; readonly tag: string } {
  const full = fullImageName(image);
  const colon = full.lastIndexOf(':');
  return { repo: full.slice(0, colon), tag: full.slice(colon + 1) };
}

function notAnArchive(path: string, problem: string, cause?: unknown): AppError<'BAD_VALUE'> {
  const expected = 'a file created by "docker save"';
  const message = `The image archive ${shownPath(path)} ${problem}. Choose ${expected}.`;
  return new AppError('BAD_VALUE', message, { field: 'imageArchive', expected }, { cause });
}

function otherImages(path: string, image: string, loaded: readonly string[]): AppError<'IMAGE_UNAVAILABLE'> {
  const held = loaded.length === 0 ? 'no image' : loaded.join(', ');
  const message = `The image archive ${shownPath(path)} holds ${held}, not ${image}. Save ${image} with "docker save", or set REDIS_IMAGE to an image in the archive.`;
  return new AppError('IMAGE_UNAVAILABLE', message, { image, reason: `the archive holds ${held}` });
}
