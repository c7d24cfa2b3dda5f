import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup, BackupKind, BackupReason } from '../../../../shared/contract/backup.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { modulesForBackup } from '../../instances/status/loaded-modules.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { settingsNow } from '../../redis/conf/settings-snapshot.ts';
import type { SaveMark } from '../../redis/data/save-mark.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { type BackupFolder, dataPath, extensions, infoPath } from '../store/backup-files.ts';
import { findBackup, writeManifest } from '../store/backup-folder.ts';
import { hiddenName } from '../store/backup-names.ts';
import { folderOf, requireFreeName } from '../store/folder-of.ts';
import type { Manifest } from '../store/manifest.ts';
import { saveRunning } from './save-running.ts';
import { saveStopped } from './save-stopped.ts';
import type { SaveTask } from './save-task.ts';

export interface Taken {
  readonly backup: Backup;
  readonly mark: SaveMark | null;
}

export interface TakeOptions {
  readonly instance: ManagedInstance;
  readonly name: string;
  readonly kind: BackupKind;
  readonly reason: BackupReason;
  readonly before: string | null;
  readonly note: string | null;
  readonly op: OperationContext;
  readonly keepDump?: boolean;
  /** Where to write it; omitted: among the backups of the instance. */
  readonly folder?: BackupFolder;
}

/**
 * Takes one backup, as steps of an operation that holds the lock of the instance. The file gets its name when it is
 * complete and on disk, and the manifest is written last: a crash leaves no incomplete backup in the list.
 * @returns null when a stopped instance has no data
 */
export async function takeBackup(deps: BackupDeps, options: TakeOptions): Promise<Taken | null> {
  const { instance, name, kind, op } = options;
  const begun = performance.now();
  const { folder = folderOf(deps, instance.id) } = options;
  ensureFolder(folder.path);
  requireFreeName(folder, name);
  const part = join(folder.path, hiddenName());
  const file = name + extensions[kind];
  const undo: readonly UndoEntry[] = [
    { type: 'file', path: part },
    { type: 'file', path: join(folder.path, file) },
    { type: 'file', path: infoPath(folder, name) },
  ];
  await op.undo.add(...undo);
  // Paused writes or the user wait for a safety backup.
  const gently = options.reason !== 'safety';
  const task: SaveTask = { instance, kind, part, op, gently, keepDump: options.keepDump ?? false };
  const running = instance.entry?.state === 'running';
  const [saved, settings, modules] = [
    running ? await saveRunning(deps, task) : await saveStopped(deps, task),
    await settingsNow(confPlaceOf(instance)),
    await modulesForBackup(deps, instance),
  ];
  if (saved === null) {
    await op.undo.drop(...undo);
    return null;
  }
  const { mark = null, contents = null, ...about } = saved;
  const manifest: Manifest = {
    format: 1,
    ...about,
    kind,
    reason: options.reason,
    before: options.before,
    note: options.note,
    pinned: false,
    proofs: [],
    tookMs: Math.round(performance.now() - begun),
    askedFrom: deps.client,
    runtime: instance.entry?.runtime ?? instance.record?.runtime ?? null,
    settings,
    contents,
    modules,
  };
  await rename(part, dataPath(folder, { file }));
  await writeManifest(folder, name, manifest);
  await op.undo.drop(...undo);
  if (!options.folder) deps.bus.emit({ noun: 'backups', id: instance.id });
  return { backup: findBackup(folder, name), mark };
}
