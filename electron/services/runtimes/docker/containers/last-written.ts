import type { IncomingMessage } from 'node:http';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';

/** The log, the folders in which saves and rewrites begin and end, and the dump that a server writes when it stops. */
const PATHS = ['/var/log/redis/redis.log', '/data', '/data/appendonlydir', '/data/temp-1.rdb'];

/**
 * When a server last wrote to its log or its data, ms since 1970 by the clock of its machine; null if neither exists.
 * @param container the one with its volumes, running or not
 * @throws AppError ENGINE_UNREACHABLE
 */
export async function lastWritten(connection: EngineConnection, container: string): Promise<number | null> {
  const times = await Promise.all(PATHS.map((path) => modifiedAt(connection, container, path)));
  return Math.max(...times) || null;
}

async function modifiedAt(connection: EngineConnection, container: string, path: string): Promise<number> {
  try {
    const reply: IncomingMessage = await connection.ask((docker) =>
      docker.getContainer(container).infoArchive({ path }),
    );
    reply.resume();
    return modificationTime(String(reply.headers['x-docker-container-path-stat'] ?? ''));
  } catch (error) {
    if (engineStatus(error) === 404) return 0;
    throw error;
  }
}

/** @param encoded the header of the engine: JSON in base64. @returns 0 if it has no time */
export function modificationTime(encoded: string): number {
  try {
    const { mtime } = JSON.parse(Buffer.from(encoded, 'base64').toString()) as { readonly mtime?: string };
    return Date.parse(mtime ?? '') || 0;
  } catch {
    return 0;
  }
}
