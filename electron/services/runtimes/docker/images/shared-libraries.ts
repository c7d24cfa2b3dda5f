import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The libraries that local programs load, and the loader itself, as the absolute paths that the programs use. Copies must
 * keep these paths.
 * @throws Error if a library is missing
 */
export async function sharedLibraries(programs: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(programs.map(librariesOf));
  return [...new Set(lists.flat())].sort();
}

async function librariesOf(program: string): Promise<readonly string[]> {
  try {
    const { stdout } = await run('ldd', [program], { env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' }, timeout: 10_000 });
    return parseLdd(stdout);
  } catch (error) {
    // A static program: glibc's and musl's ldd report it with different messages.
    const message = error instanceof Error ? error.message : String(error);
    if (/not a dynamic executable|not a valid dynamic program/i.test(message)) return [];
    throw error;
  }
}

/** The paths in the output of glibc's or musl's `ldd`. The kernel's vDSO has no path. */
export function parseLdd(output: string): readonly string[] {
  const paths: string[] = [];
  for (const line of output.split('\n')) {
    const missing = /^\s*(\S+) => not found/.exec(line)?.[1];
    if (missing) throw new Error(`the library ${missing} is missing on this computer`);
    const path = /^\s*(?:\S+ => )?(\/\S+) \(0x/.exec(line)?.[1];
    if (path) paths.push(path);
  }
  return paths;
}

/**
 * The folders that the loader does not search by default. They must be in `LD_LIBRARY_PATH`, because the image has no
 * loader cache.
 */
export function unusualFolders(libraries: readonly string[]): readonly string[] {
  const folders = libraries.map((path) => path.slice(0, path.lastIndexOf('/')));
  return [...new Set(folders)].filter((folder) => !/^(\/usr)?\/lib(64)?(\/[\w]+-linux-[\w]+)?$/.test(folder));
}
