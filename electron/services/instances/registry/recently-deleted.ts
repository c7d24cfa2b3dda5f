import { existsSync, renameSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DestroyedTenant, destroyedTenant } from '../../../../shared/contract/tenant.ts';
import {
  clearCutOffWrites,
  replaceFile,
  syncFile,
  syncFolder,
  writeDurably,
} from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { folderBytes } from '../../platform/files/folder-bytes.ts';
import { freeName } from '../../platform/files/free-name.ts';
import { readJsonState } from '../../platform/files/json-state.ts';
import { namesIn, readableNamesIn } from '../../platform/files/names-in.ts';
import { isUnreadable } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { expiryTime } from '../../platform/time/expiry-time.ts';
import { readTenantIn, tenantFolder } from './tenant-record.ts';

/** How long a destroyed tenant can be restored. */
export const UNDO_MS = 7 * 24 * 3600_000;

const MANIFEST = 'destroyed.json';

/** Holds the complete folders of destroyed tenants. They are moved, not copied, so no data can be lost. */
export function trashFolder(home: string): string {
  return join(desktopFolder(home), 'destroyed');
}

/**
 * Moves a tenant's folder to the trash, with a manifest.
 * @returns the manifest; `safetyBackup` is the name that restores the tenant
 */
export async function moveToTrash(
  home: string,
  about: Pick<DestroyedTenant, 'id' | 'runtime' | 'port' | 'keys'>,
): Promise<DestroyedTenant> {
  const now = new Date();
  const folder = tenantFolder({ home }, about.id);
  const entry: DestroyedTenant = {
    ...about,
    safetyBackup: trashName(home, about.id, now),
    destroyedAt: now.toISOString(),
    undoUntil: new Date(now.getTime() + UNDO_MS).toISOString(),
    bytesOnDisk: folderBytes(folder),
  };
  ensureFolder(trashFolder(home));
  // The folder may have been deleted by hand.
  ensureFolder(folder);
  // Sync the manifest before the move: in the trash, a folder without a manifest cannot be restored.
  await replaceFile(join(folder, MANIFEST), `${JSON.stringify(entry, null, 2)}\n`);
  await syncFile(join(folder, MANIFEST));
  const kept = join(trashFolder(home), entry.safetyBackup);
  renameSync(folder, kept);
  for (const inner of [kept, join(kept, 'redis'), join(kept, 'redis/config')]) await clearCutOffWrites(inner);
  await syncFolder(trashFolder(home));
  return entry;
}

/** The name of a copy under Recently deleted. A tenant that is deleted twice within a second would get the same one. */
export function trashName(home: string, id: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return freeName(`${id}-${stamp}`, new Set(namesIn(trashFolder(home))));
}

/**
 * Keeps the former copy of a tenant that has moved to another place. Continues an interrupted call.
 * @param files.before a folder with its `redis.json` and `config`
 * @param files.data its data folder on this computer, which is moved; null: its data is in volumes of its engine
 */
export async function keepCopy(
  home: string,
  about: Pick<DestroyedTenant, 'id' | 'runtime' | 'port' | 'keys' | 'safetyBackup' | 'movedTo'>,
  files: { readonly before: string; readonly data: string | null },
): Promise<void> {
  const now = new Date();
  const kept = join(trashFolder(home), about.safetyBackup);
  if (existsSync(join(kept, MANIFEST))) return;
  ensureFolder(join(kept, 'redis'));
  await cp(join(files.before, 'config'), join(kept, 'redis/config'), { recursive: true });
  await cp(join(files.before, 'redis.json'), join(kept, 'redis.json'));
  const data = join(kept, 'redis/data');
  if (files.data !== null && existsSync(files.data) && !existsSync(data)) renameSync(files.data, data);
  const entry: DestroyedTenant = {
    ...about,
    destroyedAt: now.toISOString(),
    undoUntil: new Date(now.getTime() + UNDO_MS).toISOString(),
    bytesOnDisk: folderBytes(kept),
  };
  await writeDurably(join(kept, MANIFEST), `${JSON.stringify(entry, null, 2)}\n`);
}

/** Tenants that can be restored, newest first. */
export async function listTrash(home: string): Promise<readonly DestroyedTenant[]> {
  const now = await expiryTime(home);
  return (await readTrash(home))
    .filter((entry) => !isExpired(entry, now))
    .sort((a, b) => b.destroyedAt.localeCompare(a.destroyedAt));
}

/** Tenants that can no longer be restored. */
export async function expiredTrash(
  home: string,
): Promise<readonly { readonly safetyBackup: string; readonly folder: string }[]> {
  const now = await expiryTime(home);
  return (await readTrash(home))
    .filter((entry) => isExpired(entry, now))
    .map(({ safetyBackup }) => ({ safetyBackup, folder: join(trashFolder(home), safetyBackup) }));
}

export async function removeFromTrash(home: string, safetyBackup: string): Promise<void> {
  await rm(join(trashFolder(home), safetyBackup), { recursive: true, force: true });
}

async function readTrash(home: string): Promise<readonly DestroyedTenant[]> {
  const names = (await orNull(readdir(trashFolder(home)))) ?? [];
  const found = await Promise.all(names.map((name) => readManifest(home, name)));
  return found.filter((entry) => entry !== null);
}

function isExpired({ undoUntil }: DestroyedTenant, now: number): boolean {
  return Date.parse(undoUntil) < now;
}

/** The folder name wins over the name in the manifest. */
async function readManifest(home: string, name: string): Promise<DestroyedTenant | null> {
  const folder = join(trashFolder(home), name);
  const manifest = await readJsonState(join(folder, MANIFEST), (value) => destroyedTenant.parse(value)).catch(
    (error: unknown) => {
      if (isUnreadable(error)) return null;
      throw error;
    },
  );
  return manifest ? { ...manifest, safetyBackup: name } : manifestOf(folder, name);
}

/** The name of {@link trashName}: the id, and the time in UTC. */
const trashNamePattern = /^(.+)-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?:-\d+)?$/;

/**
 * The content of a damaged or unreadable manifest, from the folder of its tenant, which can then still be recovered and
 * is deleted in time. A folder that never had a manifest is still being filled.
 */
async function manifestOf(folder: string, name: string): Promise<DestroyedTenant | null> {
  if (!readableNamesIn(folder).some((file) => file.startsWith(MANIFEST))) return null;
  const [, id = '', year, month, day, hour, minute, second] = trashNamePattern.exec(name) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const record = await readTenantIn(folder);
  if (record === null || Number.isNaN(at)) return null;
  return {
    ...{ safetyBackup: name, id, runtime: record.runtime, port: record.port, keys: null },
    ...{ destroyedAt: new Date(at).toISOString(), undoUntil: new Date(at + UNDO_MS).toISOString() },
    bytesOnDisk: folderBytes(folder),
  };
}

/** Removes the manifest from a restored folder. */
export async function removeManifest(folder: string): Promise<void> {
  await rm(join(folder, MANIFEST), { force: true });
}
