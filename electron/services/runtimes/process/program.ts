import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const names =
  process.platform === 'win32' ? ['redis-server.exe', 'valkey-server.exe'] : ['redis-server', 'valkey-server'];

/** Folders of package managers, because an app that starts from a desktop has a short PATH. */
const usualFolders = [
  '/usr/local/bin',
  '/usr/bin',
  '/opt/homebrew/bin',
  '/opt/local/bin',
  '/usr/local/sbin',
  '/snap/bin',
];

/** The first `redis-server`, else `valkey-server`, in PATH and the usual folders; null if there is none. */
export async function findProgram(path: string | undefined): Promise<string | null> {
  const folders = [...new Set([...(path ?? '').split(delimiter).filter(Boolean), ...usualFolders])];
  for (const name of names) {
    for (const folder of folders) {
      const candidate = join(folder, name);
      if (await isExecutable(candidate)) return candidate;
    }
  }
  return null;
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    // Synchronous: each of the dozen checks takes microseconds.
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The version in `redis-server --version`, such as `7.0.15`; null if the output has none. */
export async function programVersion(program: string): Promise<string | null> {
  const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 5000 });
  return /\bv=(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null;
}

/** The build id in `redis-server --version`, such as `afa0decbb6de285f`: `redis_build_id` in INFO. Null if missing. */
export async function programBuild(program: string): Promise<string | null> {
  const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 5000 });
  return /\bbuild=([\da-f]+)/.exec(stdout)?.[1] ?? null;
}
