import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The libraries that programs of this machine load, with the loader itself: absolute paths as the programs ask for
 * them, so that a copy at the same path is found.
 * @throws Error when a program lacks one
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
    // A program linked statically: glibc's ldd and musl's each have their words for it.
    const said = error instanceof Error ? error.message : String(error);
    if (/not a dynamic executable|not a valid dynamic program/i.test(said)) return [];
    throw error;
  }
}

/** The paths in the output of glibc's or musl's `ldd`. What the kernel provides itself has none. */
export function parseLdd(output: string): readonly string[] {
  const paths: string[] = [];
  for (const line of output.split('\n')) {
    const missing = /^\s*(\S+) => not found/.exec(line)?.[1];
    if (missing) throw new Error(`the library ${missing} is missing on this machine`);
    const path = /^\s*(?:\S+ => )?(\/\S+) \(0x/.exec(line)?.[1];
    if (path) paths.push(path);
  }
  return paths;
}

/**
 * The folders that the loader does not look into by itself: they must be named in `LD_LIBRARY_PATH`, as the image has
 * no loader cache.
 */
export function unusualFolders(libraries: readonly string[]): readonly string[] {
  const folders = libraries.map((path) => path.slice(0, path.lastIndexOf('/')));
  return [...new Set(folders)].filter((folder) => !/^(\/usr)?\/lib(64)?(\/[\w]+-linux-[\w]+)?$/.test(folder));
}
