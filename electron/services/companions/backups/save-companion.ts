import { randomUUID } from 'node:crypto';
import { chmod, chown, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompanionBackup } from '../../../../shared/contract/companion.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { syncFile } from '../../platform/files/durable-write.ts';
import { freeName } from '../../platform/files/free-name.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { timeStamp } from '../../platform/time/time-stamp.ts';
import type { Placed } from '../host/companion-host.ts';
import type { CompanionDeps } from '../work/companion-deps.ts';
import { hostOf, placedNow } from '../work/placed.ts';
import { stopCompanion } from '../work/stop-companion.ts';
import { untilCompanionReady } from '../work/until-ready.ts';
import { backupFile, backupsOf, checksumOf, manifestFile, requireBackup, writeBackupManifest } from './backup-store.ts';
import { packFolder } from './data-archive.ts';

type Reason = CompanionBackup['reason'];

/** `20261129-164012`, or a free name that begins with it. @param begins such as `before-restore-` */
export function automaticBackupName({ client, kind, paths }: Placed, begins = ''): string {
  const taken = new Set(backupsOf(client, kind, paths).map(({ name }) => name));
  return freeName(begins + timeStamp(new Date()), taken);
}

/** @throws AppError ALREADY_EXISTS */
export function requireFreeBackupName({ client, kind, paths }: Placed, name: string): void {
  if (!backupsOf(client, kind, paths).some((one) => one.name === name)) return;
  const message = `${kind.title} of ${client} has a backup "${name}" already. Choose another name.`;
  throw new AppError('ALREADY_EXISTS', message, { id: client, detail: name });
}

/**
 * Takes one backup as a step of an operation: a dump of the running server, or an archive of the data folder, for which a
 * running server is stopped and started again. The manifest is written last, so that a crash leaves no incomplete backup.
 * @throws AppError NOT_RUNNING for a dump of a stopped server, SAVE_FAILED, DISK_FULL
 */
export async function saveCompanion(
  deps: CompanionDeps,
  placed: Placed,
  { name, reason }: { readonly name: string; readonly reason: Reason },
  op: OperationContext,
): Promise<CompanionBackup> {
  const { client, kind, paths } = placed;
  const file = backupFile(paths, kind, name);
  return op.step({ id: 'backup-companion', subject: kind.title }, async () => {
    ensureFolder(paths.backups);
    const part = join(kind.backup.form === 'dump' ? paths.exchange : paths.backups, `.part-${randomUUID()}`);
    const undo: readonly UndoEntry[] = [
      { type: 'file', path: part },
      { type: 'file', path: file },
      { type: 'file', path: manifestFile(paths, name) },
    ];
    await op.undo.add(...undo);
    if (kind.backup.form === 'dump') await dump(deps, placed, part);
    else await archive(deps, placed, part, op);
    await own(part);
    await syncFile(part);
    const { size: sizeBytes } = await stat(part);
    const sha256 = await checksumOf(part, op.signal);
    await rename(part, file);
    const createdAt = new Date().toISOString();
    const { form } = kind.backup;
    const version = kind.version(paths);
    await writeBackupManifest(paths, name, { format: 1, createdAt, sizeBytes, sha256, form, reason, version });
    await op.undo.drop(...undo);
    op.progress(1, `${name}, ${formatBytes(sizeBytes)}`);
    deps.bus.emit({ noun: 'instances', id: client });
    return requireBackup(client, kind, paths, name);
  });
}

async function dump(deps: CompanionDeps, placed: Placed, part: string): Promise<void> {
  const { client, kind, record, paths } = placed;
  if (kind.backup.form !== 'dump') return;
  const port = record.ports[kind.ports[0]?.name ?? ''] ?? 0;
  if ((await kind.probe(port)) !== 'ready') {
    const message = `${kind.title} of ${client} does not accept connections, so it cannot be dumped. Start it first.`;
    throw new AppError('NOT_RUNNING', message, { id: client, state: 'stopped' });
  }
  const name = part.slice(paths.exchange.length + 1);
  try {
    await kind.backup.save(hostOf(deps, placed).session(placed), name);
  } catch (error) {
    throw asSaveFailure(placed, error);
  }
}

async function archive(deps: CompanionDeps, placed: Placed, part: string, op: OperationContext): Promise<void> {
  const { client, kind, paths } = placed;
  const host = hostOf(deps, placed);
  const entry = { type: 'companion-server', client, name: kind.name, bring: 'up' } as const;
  const wasRunning = (await host.stateOf(placed)).state === 'running';
  if (wasRunning) {
    await op.undo.add(entry);
    op.progress(null, `stopping ${kind.title} for a copy of its data`);
    await stopCompanion(deps, placed, { ...op, step: (_, body) => body() });
  }
  await packFolder(paths.data, part, {
    signal: op.signal,
    progress: (bytes) => op.progress(null, formatBytes(bytes)),
  });
  if (!wasRunning) return;
  await host.start(placed);
  await untilCompanionReady(host, placedNow(deps, client, kind.name) ?? placed, op);
  await op.undo.drop(entry);
}

/** A container writes as its own user. */
async function own(path: string): Promise<void> {
  await chmod(path, 0o600);
  if (process.geteuid?.() === 0) await chown(path, 0, 0);
}

function asSaveFailure({ client, kind }: Placed, error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'START_FAILED') return error;
  if (/no space left on device/i.test(error.message)) {
    const message = `The disk is full: ${kind.title} of ${client} was not backed up. Free some space and try again.`;
    return new AppError('DISK_FULL', message, { needed: null, free: 0 }, { cause: error });
  }
  const message = `${kind.title} of ${client} was not backed up: ${error.message}`;
  return new AppError('SAVE_FAILED', message, { id: client, reason: error.message }, { cause: error });
}
