import { delimiter, join } from 'node:path';
import { isExecutable } from '../runtimes/process/program.ts';

const suffix = process.platform === 'win32' ? '.exe' : '';

/** `redis-cli`, else `valkey-cli`, on the PATH; null if neither exists. */
export function findRedisCli(path: string | undefined): Promise<string | null> {
  return firstOf(['redis-cli', 'valkey-cli'], path);
}

/** `docker`, else `podman`, on the PATH, for a shell in a container. */
export function findContainerCli(path: string | undefined): Promise<string | null> {
  return firstOf(['docker', 'podman'], path);
}

async function firstOf(names: readonly string[], path: string | undefined): Promise<string | null> {
  for (const name of names) {
    for (const folder of (path ?? '').split(delimiter).filter(Boolean)) {
      const candidate = join(folder, `${name}${suffix}`);
      if (await isExecutable(candidate)) return candidate;
    }
  }
  return null;
}
