import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readStateBytesNow } from '../../platform/files/state-file.ts';
import type { CompanionPaths } from './companion-paths.ts';

/** A password of 192 random bits, without characters that a shell, a URL or SQL would interpret. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** The content of a secret; empty if the file does not exist. @throws AppError FILE_UNREADABLE */
export function readSecret({ secrets }: Pick<CompanionPaths, 'secrets'>, name: string): string {
  return readStateBytesNow(join(secrets, name))?.toString('utf8').trim() ?? '';
}

/** All secrets of a companion by the name of their file. @throws AppError FILE_UNREADABLE */
export function readSecrets(paths: Pick<CompanionPaths, 'secrets'>): Readonly<Record<string, string>> {
  return Object.fromEntries(namesOf(paths.secrets).map((name) => [name, readSecret(paths, name)]));
}

function namesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
