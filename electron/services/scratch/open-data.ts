import { randomBytes } from 'node:crypto';
import { infoNumber, keyspace } from '../redis/info/info.ts';
import { dataLines, type Line } from './overrides.ts';
import type { LoadedServer, LoadOptions, ScratchServer } from './scratch-server.ts';
import { ScratchError } from './scratch-server.ts';
import { untilReady } from './until-ready.ts';

/**
 * Loads data in a scratch server.
 * @param folder the folder with the data, as the server sees it
 * @throws ScratchError when it cannot be loaded
 */
export async function openData(
  options: LoadOptions,
  { version, folder }: { readonly version: string; readonly folder: string },
  run: (overrides: readonly Line[]) => Promise<ScratchServer>,
): Promise<LoadedServer> {
  const save = `save-${randomBytes(12).toString('hex')}`;
  const server = await run(dataLines(folder, options, { version, save }));
  try {
    const { signal, progress } = options;
    const info = await untilReady(server, { until: 'loaded', signal, ...(progress && { progress }) });
    if (info === null) throw new ScratchError('it requires a password');
    const databases = keyspace(info).map(({ index, keys, expires }) => ({ index, keys, expires }));
    return {
      loaded: {
        databases,
        keys: databases.reduce((sum, database) => sum + database.keys, 0),
        redisVersion: info.get('valkey_version') ?? info.get('redis_version') ?? null,
        memoryBytes: infoNumber(info, 'used_memory'),
      },
      link: server.link(),
      save: async (timeoutMs) => void (await server.call(timeoutMs, save)),
      close: server.close,
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
