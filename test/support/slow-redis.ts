import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * Creates a `redis-server` that prints its version but takes a minute to start, as on a machine that swaps.
 * @returns a PATH with it in the first place
 */
export async function slowRedis(folder: string): Promise<string> {
  const bin = join(folder, 'slow-bin');
  await mkdir(bin);
  const path = process.env.PATH ?? '';
  const program = join(bin, 'redis-server');
  await writeFile(
    program,
    [
      '#!/bin/sh',
      `PATH='${path}'`,
      'case "$*" in',
      '  *--version* | *-v*) exec redis-server "$@" ;;',
      'esac',
      // exec: a kill of the server must end the wait as well.
      'exec sleep 60',
      '',
    ].join('\n'),
  );
  await chmod(program, 0o755);
  return [bin, path].join(delimiter);
}
