import { delimiter, dirname, join } from 'node:path';
import { findProgram, isExecutable, programVersion } from '../../process/program.ts';

/** The Redis of this machine, as far as an image can be made of it. */
export interface LocalRedis {
  readonly version: string;
  /** Name in the image → path here. */
  readonly programs: ReadonlyMap<string, string>;
}

/** Beside the server: what people and our own checks run in a container. */
const companions = ['redis-cli', 'redis-benchmark', 'redis-check-rdb', 'redis-check-aof'];

/**
 * Finds this machine's Redis or Valkey for an image; null when there is none, or when its programs are not Linux
 * ones. Valkey's programs are put under Redis's names, as its own packages do.
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
  return { version, programs };
}

async function inFolders(name: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return null;
}
