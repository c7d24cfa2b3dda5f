import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const names =
  process.platform === 'win32' ? ['redis-server.exe', 'valkey-server.exe'] : ['redis-server', 'valkey-server'];

/** Where package managers put programs, for an app started from a desktop that has a short PATH. */
const usualFolders = [
  '/usr/local/bin',
  '/usr/bin',
  '/opt/homebrew/bin',
  '/opt/local/bin',
  '/usr/local/sbin',
  '/snap/bin',
];

/** The path of the first `redis-server`, else `valkey-server`, of PATH and the usual folders; null when there is none. */
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
    // In one go: a place takes microseconds, and there are a dozen to look at.
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `7.0.15` of `redis-server --version`; null when the program says nothing of the kind. */
export async function programVersion(program: string): Promise<string | null> {
  const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 5000 });
  return /\bv=(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null;
}

/** `afa0decbb6de285f` of `redis-server --version`: INFO gives it as `redis_build_id`. Null where it is not there. */
export async function programBuild(program: string): Promise<string | null> {
  const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 5000 });
  return /\bbuild=([\da-f]+)/.exec(stdout)?.[1] ?? null;
}
