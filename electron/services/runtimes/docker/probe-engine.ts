import type { Engine } from '../../../../shared/contract/engine.ts';
import { isAppError } from '../../../../shared/contract/errors.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import type { EngineConnection } from './engine/engine-connection.ts';
import { readEngineFacts } from './engine/engine-facts.ts';
import { engineMessage, reasonOf } from './engine/engine-failure.ts';
import { findLocalRedis } from './images/local-redis.ts';
import { imagePresent } from './images/prepare-image.ts';

/** Describes the Docker engine. Never throws: `problem` contains the failure and its fix. */
export async function probeEngine(
  connection: EngineConnection,
  image: string,
  path: string | undefined,
): Promise<Engine> {
  const local = findLocalRedis(path);
  try {
    // The first call finds the engine; the others share its connection.
    const [facts, present, redis] = await Promise.all([
      readEngineFacts(connection),
      imagePresent(connection, image).catch(ignoreBadName),
      local,
    ]);
    return {
      runtime: 'docker',
      available: true,
      product: facts.product,
      version: facts.version,
      endpoint: connection.endpoint(),
      answeredInMs: facts.answeredInMs,
      rootless: facts.rootless,
      image: { name: image, present },
      canBuildImage: redis !== null && facts.runsOurPrograms,
      problem: null,
    };
  } catch (error) {
    return {
      runtime: 'docker',
      available: false,
      product: 'Docker',
      version: null,
      endpoint: isAppError(error, 'ENGINE_UNREACHABLE') ? error.data.endpoint || null : connection.endpoint(),
      answeredInMs: null,
      rootless: false,
      image: null,
      canBuildImage: false,
      problem: problemOf(error),
    };
  }
}

/** An invalid REDIS_IMAGE does not affect the engine; an installation reports it. */
function ignoreBadName(error: unknown): false {
  if (isAppError(error, 'BAD_VALUE')) return false;
  throw error;
}

function problemOf(error: unknown): { message: string; fix: string } {
  if (isAppError(error, 'ENGINE_UNREACHABLE')) return reasonOf(error);
  const reason = errorCode(error) ?? engineMessage(error);
  return {
    message: `The Docker engine sent an unexpected answer (${reason}).`,
    fix: 'Check its log, or update it.',
  };
}
