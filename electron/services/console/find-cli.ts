import { delimiter, join } from 'node:path';
import { isExecutable } from '../runtimes/process/program.ts';

const suffix = process.platform === 'win32' ? '.exe' : '';

/** The `redis-cli`, else the `valkey-cli`, of a terminal's PATH; null when there is neither. */
export function findRedisCli(path: string | undefined): Promise<string | null> {
  return firstOf(['redis-cli', 'valkey-cli'], path);
}

/** The `docker`, else the `podman`, of a terminal's PATH: for a shell on a container. */
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
