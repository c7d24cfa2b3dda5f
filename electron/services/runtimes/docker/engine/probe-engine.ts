import type { Engine } from '../../../../../shared/contract/engine.ts';
import { type AppError, isAppError } from '../../../../../shared/contract/errors.ts';
import { errorCode } from '../../../platform/files/file-errors.ts';
import { findLocalRedis } from '../images/local-redis.ts';
import { imagePresent } from '../images/prepare-image.ts';
import type { EngineConnection } from './engine-connection.ts';
import { readEngineFacts } from './engine-facts.ts';
import { engineMessage, whyUnreachable } from './engine-failure.ts';

/** The Docker engine as it is now. Never throws: what is wrong stands in `problem`, with what mends it. */
export async function probeEngine(
  connection: EngineConnection,
  image: string,
  path: string | undefined,
): Promise<Engine> {
  const local = findLocalRedis(path);
  try {
    // The first call finds the engine; the others then share its connection.
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

/** A wrong REDIS_IMAGE is told when it is to be used; the engine itself is there. */
function ignoreBadName(error: unknown): false {
  if (isAppError(error, 'BAD_VALUE')) return false;
  throw error;
}

function problemOf(error: unknown): { message: string; fix: string } {
  if (isAppError(error, 'ENGINE_UNREACHABLE')) {
    const { endpoint, reason } = error.data;
    return isOwnSentence(error) ? splitSentences(error.message) : whyUnreachable(reason, endpoint);
  }
  const said = errorCode(error) ?? engineMessage(error);
  return {
    message: `The Docker engine answers, but not as expected (${said}).`,
    fix: 'Look at its log, or update it.',
  };
}

/** A DOCKER_HOST that was refused has a reason in words rather than a code. */
function isOwnSentence(error: AppError<'ENGINE_UNREACHABLE'>): boolean {
  return error.data.reason.includes(' ');
}

function splitSentences(text: string): { message: string; fix: string } {
  const end = text.indexOf('. ');
  return end < 0 ? { message: text, fix: '' } : { message: text.slice(0, end + 1), fix: text.slice(end + 2) };
}
