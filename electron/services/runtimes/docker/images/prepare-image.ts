import { AppError } from '../../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import type { PreparedFrom } from '../../runtime.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { checkImageName, fitsTag, fullImageName, isImageId, versionInTag } from './image-name.ts';
import { loadArchiveFile, loadBytes } from './load-archive.ts';
import { buildLocalImage, builtHere } from './local-image.ts';
import { findLocalRedis } from './local-redis.ts';
import { StreamedFailure } from './progress-lines.ts';
import { noRegistryAnswered, pullImage } from './pull-image.ts';

type Op = Pick<OperationContext, 'progress' | 'log' | 'signal'>;

/**
 * Whether the engine has the image. One that was built here of another version than its tag names is not that image.
 * @throws AppError BAD_VALUE for what is no image name, ENGINE_UNREACHABLE
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
 * Makes sure that the engine has the image, and asks nobody when it has: from the archive the user names, else from
 * a registry, else from this machine's own Redis.
 * @throws AppError IMAGE_UNAVAILABLE naming all that was tried, BAD_VALUE for a wrong archive or image name,
 *   DISK_FULL, CANCELLED, ENGINE_UNREACHABLE
 */
export async function prepareImage(
  connection: EngineConnection,
  wanted: { readonly image: string; readonly imageArchive: string | null; readonly newer?: boolean },
  facts: () => Promise<EngineFacts>,
  path: string | undefined,
  op: Op,
): Promise<PreparedFrom> {
  const { image, imageArchive } = wanted;
  const present = await imagePresent(connection, image, op.signal);
  if (present && (!wanted.newer || isImageId(image))) {
    op.log(`The image ${image} is here already; nothing is downloaded.`);
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
    const said = engineMessage(error);
    if (!noRegistryAnswered(said)) throw refusedByRegistry(image, said, error);
    op.log(`No registry answered: ${said}`);
    if (present) {
      op.log(`The image ${image} that is here is used.`);
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
  if (!redis) throw nothingLeft(image, 'this machine has no redis-server of its own to build it from', cause);
  if (!fitsTag(image, redis.version)) throw otherVersion(image, redis.version, cause);
  if (image.includes('@')) throw nothingLeft(image, 'an image named by its digest cannot be built here', cause);
  op.progress(null, `building it from redis-server ${redis.version} of this machine`);
  const built = await buildLocalImage(redis, fullImageName(image)).catch((error: Error) => {
    throw nothingLeft(image, `it could not be built from this machine's redis-server (${error.message})`, cause);
  });
  try {
    await loadBytes(connection, built.archive, op.signal);
  } catch (error) {
    if (engineStatus(error) === null && !(error instanceof StreamedFailure)) throw error;
    throw (
      diskFull(error) ?? nothingLeft(image, `the engine refused the image built here (${engineMessage(error)})`, error)
    );
  }
  op.log(
    `Built ${image} from redis-server ${redis.version} of this machine (${formatBytes(built.archive.length)}, ${built.id.slice(0, 19)}).`,
  );
}

/** Under that name it would be taken for what it is not, by us and by everybody else on this engine. */
function otherVersion(image: string, version: string, cause: unknown): AppError<'IMAGE_UNAVAILABLE'> {
  const reason = `this machine's redis-server is ${version}, not ${versionInTag(image)}`;
  const own = `${image.slice(0, image.lastIndexOf(':'))}:${version}`;
  const message = `The image ${image} is not on this machine, no registry answered, and ${reason}, so it cannot be built here. Go online and try again, or take what is here as REDIS_IMAGE=${own}.`;
  return new AppError(
    'IMAGE_UNAVAILABLE',
    message,
    { image, reason: `no registry answered, and ${reason}` },
    { cause },
  );
}

/** An id is known to this engine alone. */
function idGone(image: string): AppError<'IMAGE_UNAVAILABLE'> {
  const reason = 'it is not on this machine any more, and no registry knows an image by its id';
  const message = `The image ${image} cannot be used: ${reason}. Upgrade to an image with a name, such as redis:7-alpine.`;
  return new AppError('IMAGE_UNAVAILABLE', message, { image, reason });
}

function nothingLeft(image: string, second: string, cause: unknown): AppError<'IMAGE_UNAVAILABLE'> {
  const message = `The image ${image} is not on this machine, no registry answered, and ${second}. Go online and try again, or save the image elsewhere with "docker save ${image}" and give that file as image archive.`;
  return new AppError(
    'IMAGE_UNAVAILABLE',
    message,
    { image, reason: `no registry answered, and ${second}` },
    { cause },
  );
}

function refusedByRegistry(image: string, said: string, cause: unknown): AppError<'IMAGE_UNAVAILABLE'> {
  const message = `The registry does not give the image ${image}: ${said}. Check the name in REDIS_IMAGE; an image that needs a login is had with "docker pull ${image}" after "docker login".`;
  return new AppError('IMAGE_UNAVAILABLE', message, { image, reason: said }, { cause });
}
