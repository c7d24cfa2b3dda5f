import { delimiter, dirname, join } from 'node:path';
import { findProgram, isExecutable, programVersion } from '../../process/program.ts';

/** The local Redis programs from which an image can be built. */
export interface LocalRedis {
  readonly version: string;
  /** Path in the image → local path. */
  readonly programs: ReadonlyMap<string, string>;
}

/** Programs that users and this app run in a container. */
const companions = ['redis-cli', 'redis-benchmark', 'redis-check-rdb', 'redis-check-aof'];

/**
 * Finds the local Redis or Valkey programs for an image; null if they are missing or are not Linux programs. Valkey's
 * programs get the names of Redis's, as in Valkey's own packages.
 */
export async function findLocalRedis(
  path: string | undefined,
  platform: NodeJS.Platform = process.platform,
): Promise<LocalRedis | null> {
  if (platform !== 'linux') return null;
  const server = await findProgram(path);
  const version = server && (await programVersion(server).catch(() => null));
  const [shell, tail, wc, timeout] = await Promise.all(
    ['sh', 'tail', 'wc', 'timeout'].map((name) => inFolders(name, ['/bin', '/usr/bin'])),
  );
  if (!server || !version || !shell || !tail || !wc || !timeout) return null;
  const programs = new Map([
    ['/bin/sh', shell],
    ['/usr/bin/tail', tail],
    ['/usr/bin/wc', wc],
    ['/usr/bin/timeout', timeout],
    ['/usr/local/bin/redis-server', server],
  ]);
  const folders = [dirname(server), ...(path ?? '').split(delimiter).filter(Boolean)];
  for (const name of companions) {
    const found = (await inFolders(name, folders)) ?? (await inFolders(name.replace('redis', 'valkey'), folders));
    if (found) programs.set(`/usr/local/bin/${name}`, found);
  }
  // A move to another machine listens inside the container with it.
  const perl = await inFolders('perl', ['/usr/bin', '/bin']);
  if (perl) programs.set('/usr/bin/perl', perl);
  return { version, programs };
}

async function inFolders(name: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return null;
}
