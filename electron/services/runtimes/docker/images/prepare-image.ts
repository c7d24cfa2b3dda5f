import { AppError } from '../../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import type { PreparedFrom } from '../../runtime.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { StreamedFailure } from '../engine/progress-lines.ts';
import { checkImageName, fitsTag, fullImageName, isImageId, versionInTag } from './image-name.ts';
import { loadArchiveFile, loadBytes } from './load-archive.ts';
import { buildLocalImage, builtHere } from './local-image.ts';
import { findLocalRedis } from './local-redis.ts';
import { noRegistryAnswered, pullImage } from './pull-image.ts';

type Op = Pick<OperationContext, 'progress' | 'log' | 'signal'>;

/**
 * Whether the engine has the image. An image that was built here counts only if its version matches its tag.
 * @throws AppError BAD_VALUE for an invalid image name, ENGINE_UNREACHABLE
 */
export async function imagePresent(connection: EngineConnection, name: string, signal?: AbortSignal): Promise<boolean> {
  checkImageName(name);
  try {
    const { Config } = await connection.ask((docker) => docker.getImage(fullImageName(name)).inspect(), { signal });
    const built = builtHere(Config?.Labels);
    return built === null || fitsTag(name, built);
  } catch (error) {
    if (engineStatus(error) === 404) return false;
    throw error;
  }
}

/**
 * Provides an image to the engine: from the archive if given, else from a registry, else built from the local
 * redis-server. Connects to no registry if the engine has the image.
 * @throws AppError IMAGE_UNAVAILABLE with all failed attempts, BAD_VALUE for an invalid archive or image name,
 *   DISK_FULL, CANCELLED, ENGINE_UNREACHABLE
 */
export async function prepareImage(
  connection: EngineConnection,
  request: { readonly image: string; readonly imageArchive: string | null; readonly newer?: boolean },
  facts: () => Promise<EngineFacts>,
  path: string | undefined,
  op: Op,
): Promise<PreparedFrom> {
  const { image, imageArchive } = request;
  const present = await imagePresent(connection, image, op.signal);
  if (present && (!request.newer || isImageId(image))) {
    op.log(`The image ${image} is already present; nothing to download.`);
    return 'present';
  }
  if (imageArchive !== null) {
    await loadArchiveFile(connection, imageArchive, image, op);
    return 'archive';
  }
  if (isImageId(image)) throw idGone(image);
  try {
    await pullImage(connection, image, op);
    op.log(`Downloaded the image ${image}.`);
    return 'registry';
  } catch (error) {
    const status = engineStatus(error);
    if (status === null && !(error instanceof StreamedFailure)) throw error;
    const full = diskFull(error);
    if (full) throw full;
    const engineError = engineMessage(error);
    if (!noRegistryAnswered(engineError)) throw refusedByRegistry(image, engineError, error);
    op.log(`No registry answered: ${engineError}`);
    if (present) {
      op.log(`Using the local image ${image}.`);
      return 'no-registry';
    }
    await buildHere(connection, image, await facts(), path, op, error);
    return 'built';
  }
}

async function buildHere(
  connection: EngineConnection,
  image: string,
  facts: EngineFacts,
  path: string | undefined,
  op: Op,
  cause: unknown,
): Promise<void> {
  const redis = facts.runsOurPrograms ? await findLocalRedis(path) : null;
  if (!redis) throw noSourceLeft(image, 'this computer has no redis-server to build it from', cause);
  if (!fitsTag(image, redis.version)) throw otherVersion(image, redis.version, cause);
  if (image.includes('@')) throw noSourceLeft(image, 'an image named by its digest cannot be built here', cause);
  op.progress(null, `building it from the local redis-server ${redis.version}`);
  const built = await buildLocalImage(redis, fullImageName(image)).catch((error: Error) => {
    throw noSourceLeft(image, `it could not be built from the local redis-server (${error.message})`, cause);
  });
  try {
    await loadBytes(connection, built.archive, op.signal);
  } catch (error) {
    if (engineStatus(error) === null && !(error instanceof StreamedFailure)) throw error;
    throw (
      diskFull(error) ?? noSourceLeft(image, `the engine refused the image built here (${engineMessage(error)})`, error)
    );
  }
  op.log(
    `Built ${image} from the local redis-server ${redis.version} (${formatBytes(built.archive.length)}, ${built.id.slice(0, 19)}).`,
  );
}

/** An image with a misleading tag would also mislead other users of this engine. */
function otherVersion(image: string, version: string, cause: unknown): AppError<'IMAGE_UNAVAILABLE'> {
  const reason = `the local redis-server is ${version}, not ${versionInTag(image)}`;
  const own = `${image.slice(0, image.lastIndexOf(':'))}:${version}`;
  const message = `The image ${image} is not on this computer, no registry answered, and ${reason}, so it cannot be built here. Connect to the internet and try again, or use the local version with REDIS_IMAGE=${own}.`;
  return new AppError(
    'IMAGE_UNAVAILABLE',
    message,
    { image, reason: `no registry answered, and ${reason}` },
    { cause },
  );
}

function idGone(image: string): AppError<'IMAGE_UNAVAILABLE'> {
  const reason = 'it is no longer on this computer, and a registry cannot find an image by its id';
  const message = `The image ${image} cannot be used: ${reason}. Upgrade to a named image such as redis:7-alpine.`;
  return new AppError('IMAGE_UNAVAILABLE', message, { image, reason });
}

function noSourceLeft(image: string, second: string, cause: unknown): AppError<'IMAGE_UNAVAILABLE'> {
  const message = `The image ${image} is not on this computer, no registry answered, and ${second}. Connect to the internet and try again, or run "docker save ${image}" on another computer and use that file as the image archive.`;
  return new AppError(
    'IMAGE_UNAVAILABLE',
    message,
    { image, reason: `no registry answered, and ${second}` },
    { cause },
  );
}

function refusedByRegistry(image: string, engineError: string, cause: unknown): AppError<'IMAGE_UNAVAILABLE'> {
  const message = `The registry refused the image ${image}: ${engineError}. Check the name in REDIS_IMAGE. If the image requires a login, run "docker login" and "docker pull ${image}".`;
  return new AppError('IMAGE_UNAVAILABLE', message, { image, reason: engineError }, { cause });
}
