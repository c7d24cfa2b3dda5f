import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../runner/find-program.ts';

/** The programs that `manage.sh` itself needs. */
const needed = ['sh', 'node', 'readlink'];

/**
 * Creates a folder with links to a few programs, for a PATH without any others.
 * @throws Error when one of them is not on this machine
 */
export async function pathWith(folder: string, ...programs: readonly string[]): Promise<string> {
  const bin = join(folder, 'few-programs');
  await mkdir(bin);
  for (const name of [...needed, ...programs]) {
    const program = findProgram(name);
    if (program === null) throw new Error(`no ${name} on this machine`);
    await symlink(program, join(bin, name));
  }
  return bin;
}
