import { AppError } from '../../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import type { PreparedFrom } from '../../runtime.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { StreamedFailure } from '../engine/progress-lines.ts';
import { checkImageName, fitsTag, fullImageName, isImageId, mirroredName, versionInTag } from './image-name.ts';
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
  request: {
    readonly image: string;
    readonly imageArchive: string | null;
    readonly newer?: boolean;
    /** Asked before the image's own registry; empty: none. */
    readonly mirror?: string;
  },
  facts: () => Promise<EngineFacts>,
  path: string | undefined,
  op: Op,
): Promise<PreparedFrom> {
  const { image, imageArchive, mirror = '' } = request;
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
  const cause = await pulled(connection, { image, variable: 'REDIS_IMAGE', mirror }, op);
  if (cause === null) return 'registry';
  if (present) {
    op.log(`Using the local image ${image}.`);
    return 'no-registry';
  }
  await buildHere(connection, image, await facts(), path, op, cause);
  return 'built';
}

/** An image that is not Redis, and the environment variable that chooses another one. */
export interface OtherImage {
  readonly image: string;
  readonly variable: string;
  /** Asked before the image's own registry; empty: none. */
  readonly mirror: string;
}

/**
 * {@link prepareImage} for any other program: the image is present, or a registry has it.
 * @throws AppError IMAGE_UNAVAILABLE, BAD_VALUE for an invalid image name, DISK_FULL, CANCELLED, ENGINE_UNREACHABLE
 */
export async function prepareOtherImage(
  connection: EngineConnection,
  wanted: OtherImage,
  op: Op,
): Promise<PreparedFrom> {
  const { image, variable } = wanted;
  if (await imagePresent(connection, image, op.signal)) return 'present';
  const cause = await pulled(connection, wanted, op);
  if (cause === null) return 'registry';
  const message = `The image ${image} is not on this computer, and no registry answered. Connect to the internet and try again, or run "docker save ${image}" on another computer and "docker load" here. ${variable} chooses another image.`;
  throw new AppError('IMAGE_UNAVAILABLE', message, { image, reason: 'no registry answered' }, { cause });
}

/**
 * Pulls an image.
 * @returns null, or the error if no registry answered
 * @throws AppError IMAGE_UNAVAILABLE if the registry refused it
 */
async function pulled(connection: EngineConnection, { image, variable, mirror }: OtherImage, op: Op): Promise<unknown> {
  try {
    if (await pulledFromMirror(connection, image, mirror, op)) return null;
    await pullImage(connection, image, op);
    op.log(`Downloaded the image ${image}.`);
    return null;
  } catch (error) {
    const status = engineStatus(error);
    if (status === null && !(error instanceof StreamedFailure)) throw error;
    const full = diskFull(error);
    if (full) throw full;
    const engineError = engineMessage(error);
    if (!noRegistryAnswered(engineError)) throw refusedByRegistry(image, variable, engineError, error);
    op.log(`No registry answered: ${engineError}`);
    return error;
  }
}

/**
 * Pulls an image from the mirror, under its own name. A mirror that does not have it or does not answer is no failure:
 * the image's own registry is asked next.
 */
async function pulledFromMirror(connection: EngineConnection, image: string, mirror: string, op: Op): Promise<boolean> {
  const name = mirroredName(image, mirror);
  if (name === null) return false;
  try {
    await pullImage(connection, name, op);
    const full = fullImageName(image);
    const colon = full.lastIndexOf(':');
    const tag = { repo: full.slice(0, colon), tag: full.slice(colon + 1) };
    await connection.ask((docker) => docker.getImage(name).tag(tag), { signal: op.signal });
    // Only its second name: the image stays under its own.
    await connection.ask((docker) => docker.getImage(name).remove({ noprune: true }), { signal: op.signal });
    op.log(`Downloaded the image ${image} from the mirror ${mirror}.`);
    return true;
  } catch (error) {
    if (engineStatus(error) === null && !(error instanceof StreamedFailure)) throw error;
    op.log(`The mirror ${mirror} did not provide ${image}: ${engineMessage(error)}`);
    return false;
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

function refusedByRegistry(
  image: string,
  variable: string,
  engineError: string,
  cause: unknown,
): AppError<'IMAGE_UNAVAILABLE'> {
  const message = `The registry refused the image ${image}: ${engineError}. Check the name in ${variable}. If the image requires a login, run "docker login" and "docker pull ${image}".`;
  return new AppError('IMAGE_UNAVAILABLE', message, { image, reason: engineError }, { cause });
}
