import type { EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { fullImageName } from './image-name.ts';

/** The version in an official image's `REDIS_VERSION`; null if the variable or the image is missing. */
export async function imageVersion(connection: EngineConnection, image: string): Promise<string | null> {
  try {
    const { Config } = await connection.ask((docker) => docker.getImage(fullImageName(image)).inspect());
    const names = ['REDIS_VERSION', 'VALKEY_VERSION'];
    const found = (Config?.Env ?? []).find((pair) => names.includes(pair.split('=')[0] ?? ''));
    return found?.slice(found.indexOf('=') + 1) ?? null;
  } catch (error) {
    if (engineStatus(error) === 404) return null;
    throw error;
  }
}

/** The processor of a local image, in Docker's words: `amd64`; null if it is missing. */
export async function imageArchitecture(connection: EngineConnection, image: string): Promise<string | null> {
  try {
    const { Architecture } = await connection.ask((docker) => docker.getImage(fullImageName(image)).inspect());
    return Architecture || null;
  } catch (error) {
    if (engineStatus(error) === 404) return null;
    throw error;
  }
}

/** The id of a local image; null if it is missing. */
export async function imageIdOf(connection: EngineConnection, image: string): Promise<string | null> {
  try {
    return (await connection.ask((docker) => docker.getImage(fullImageName(image)).inspect())).Id;
  } catch (error) {
    if (engineStatus(error) === 404) return null;
    throw error;
  }
}
