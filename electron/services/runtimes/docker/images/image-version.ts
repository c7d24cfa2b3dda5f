import type { EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { fullImageName } from './image-name.ts';

/** What official images say of themselves: `REDIS_VERSION=7.2.4`; null for an image that does not, or is not here. */
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

/** The id that the engine gives an image; null for one that is not here. */
export async function imageIdOf(connection: EngineConnection, image: string): Promise<string | null> {
  try {
    return (await connection.ask((docker) => docker.getImage(fullImageName(image)).inspect())).Id;
  } catch (error) {
    if (engineStatus(error) === 404) return null;
    throw error;
  }
}
