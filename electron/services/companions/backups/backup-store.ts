import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { CompanionBackup } from '../../../../shared/contract/companion.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState } from '../../platform/files/json-state.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { isUnreadable } from '../../platform/files/state-file.ts';
import { newestFirst } from '../../platform/time/newest-first.ts';
import type { Kind } from '../kind/companion-kind.ts';
import type { CompanionPaths } from '../store/companion-paths.ts';

const MANIFEST = '.json';

/** What a manifest stores beside its file. */
const manifest = z.object({
  format: z.literal(1),
  createdAt: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  form: z.enum(['dump', 'archive']),
  reason: z.enum(['manual', 'safety', 'with-tenant']),
  version: z.string().nullable(),
});
export type CompanionManifest = z.infer<typeof manifest>;

const files = createFileCache((text, path) => parseState(path, text, (value) => manifest.parse(value)));

export function backupFile({ backups }: CompanionPaths, { backup }: Kind, name: string): string {
  return join(backups, name + backup.extension);
}

export function manifestFile({ backups }: CompanionPaths, name: string): string {
  return join(backups, name + MANIFEST);
}

/** The backups of a companion, newest first. The manifest is written last, so a file without one is incomplete. */
export function backupsOf(client: string, kind: Kind, paths: CompanionPaths): readonly CompanionBackup[] {
  const names = namesIn(paths.backups)
    .filter((name) => name.endsWith(MANIFEST) && !name.startsWith('.'))
    .map((name) => name.slice(0, -MANIFEST.length));
  const byTime = newestFirst();
  return names
    .map((name) => readBackup(client, kind, paths, name))
    .sort((a, b) => byTime(a, b) || b.name.localeCompare(a.name));
}

function readBackup(client: string, kind: Kind, paths: CompanionPaths, name: string): CompanionBackup {
  const about = { client, companion: kind.name, name };
  try {
    const found = files.readNow(manifestFile(paths, name));
    if (found) {
      const { format: _, ...kept } = found;
      return { ...about, ...kept, damage: damageOf(backupFile(paths, kind, name), found.sizeBytes) };
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { ...about, ...nothingKnown(kind), damage: `its manifest cannot be read: ${error.data.detail}` };
  }
  return { ...about, ...nothingKnown(kind), damage: 'its manifest is gone' };
}

function nothingKnown({ backup }: Kind) {
  const createdAt = new Date(0).toISOString();
  return { createdAt, sizeBytes: 0, sha256: '', form: backup.form, reason: 'manual', version: null } as const;
}

function damageOf(path: string, sizeBytes: number): string | null {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return 'its file is gone';
  return size === sizeBytes ? null : `its file has ${size} bytes instead of ${sizeBytes}`;
}

/** @throws AppError NOT_FOUND, BACKUP_DAMAGED */
export function requireBackup(client: string, kind: Kind, paths: CompanionPaths, name: string): CompanionBackup {
  const found = backupsOf(client, kind, paths).find((one) => one.name === name);
  if (!found) {
    const message = `${kind.title} of ${client} has no backup "${name}".`;
    throw new AppError('NOT_FOUND', message, { what: 'backup', id: name });
  }
  if (found.damage !== null) throw damaged(kind, name, found.damage);
  return found;
}

/** Reads the file to its end. @throws AppError BACKUP_DAMAGED if it differs from what was written */
export async function verifyChecksum(
  kind: Kind,
  paths: CompanionPaths,
  { name, sha256 }: CompanionBackup,
  signal: AbortSignal,
): Promise<void> {
  if ((await checksumOf(backupFile(paths, kind, name), signal)) === sha256) return;
  throw damaged(kind, name, 'its content has changed since it was written');
}

export async function checksumOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal });
  return hash.digest('hex');
}

export async function writeBackupManifest(
  paths: CompanionPaths,
  name: string,
  about: CompanionManifest,
): Promise<void> {
  await writeDurably(manifestFile(paths, name), `${JSON.stringify(about, null, 2)}\n`);
}

/** Deletes backups that were taken together with backups of Redis that no longer exist. */
export async function dropOrphans(
  client: string,
  kind: Kind,
  paths: CompanionPaths,
  ofRedis: ReadonlySet<string>,
): Promise<void> {
  for (const { name, reason } of backupsOf(client, kind, paths)) {
    if (reason !== 'with-tenant' || ofRedis.has(name)) continue;
    // The manifest first: without it, the file counts as incomplete.
    await rm(manifestFile(paths, name), { force: true });
    await rm(backupFile(paths, kind, name), { force: true });
  }
}

function damaged({ title }: Kind, name: string, reason: string): AppError<'BACKUP_DAMAGED'> {
  const message = `The backup ${name} of ${title} cannot be restored: ${reason}. Nothing was changed.`;
  return new AppError('BACKUP_DAMAGED', message, { name, reason });
}
