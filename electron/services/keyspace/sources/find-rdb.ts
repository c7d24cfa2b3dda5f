import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Backups } from '../../backups/backups.ts';
import { dataPath } from '../../backups/store/backup-files.ts';
import { folderOf } from '../../backups/store/folder-of.ts';
import { openImport } from '../../backups/transfer/import-source.ts';
import type { DataDeps } from '../../scratch/with-scratch-redis.ts';
import { rdbOfAof, rdbOfArchive } from './convert-data.ts';
import { type DataSet, type FoundData, findBackupData, findData } from './find-data.ts';
import type { RdbFile } from './read-rdb.ts';

export interface SourceDeps extends DataDeps {
  readonly backups: Pick<Backups, 'get'>;
  /** The file of an upload. @throws AppError NOT_FOUND */
  readonly uploadedFile: (upload: string) => { readonly path: string; readonly name: string };
}

export type FileSource = Exclude<KeySource, { kind: 'instance' }>;

/** An RDB with all keys of a source. */
export interface FoundRdb extends RdbFile {
  readonly isWhole: boolean;
  readonly warnings: readonly string[];
  readonly dataSets: readonly DataSet[];
}

export interface Work {
  /** A new folder for files, removed with the source. */
  folder(): Promise<string>;
  readonly signal: AbortSignal;
  readonly progress: (fraction: number | null) => void;
}

/** Finds the data of a source, and converts it to one RDB if it has another form. @throws AppError */
export async function findRdb(deps: SourceDeps, source: FileSource, work: Work): Promise<FoundRdb> {
  const found = await find(deps, source, work);
  const { warnings } = found;
  if (found.kind === 'rdb') return { ...found.file, isWhole: false, dataSets: [], warnings };
  const converting = { ...work, folder: await work.folder(), instance: instanceOf(source) };
  const path =
    found.kind === 'aof'
      ? await rdbOfAof(deps, found.from, converting)
      : await rdbOfArchive(deps, found.archive, converting);
  const dataSets = found.kind === 'aof' ? [] : found.dataSets;
  const isWhole = found.kind === 'aof' || found.archive.data.form === 'aof';
  return { path, unzipTo: null, isWhole, dataSets, warnings };
}

/** An AOF that begins with an RDB looks like an RDB until its end: loads all of it. @throws AppError */
export async function findRdbOfAof(
  deps: SourceDeps,
  given: RdbFile,
  source: FileSource,
  work: Work,
): Promise<FoundRdb> {
  const from = await openImport(given.path);
  const path = await rdbOfAof(deps, from, { ...work, folder: await work.folder(), instance: instanceOf(source) });
  return { path, unzipTo: null, isWhole: true, dataSets: [], warnings: [] };
}

async function find(deps: SourceDeps, source: FileSource, work: Work): Promise<FoundData> {
  const choosing = { signal: work.signal, work: work.folder, data: source.data ?? null };
  switch (source.kind) {
    case 'backup': {
      const backup = await deps.backups.get(source.instance, source.name);
      return findBackupData(backup, dataPath(folderOf(deps, source.instance), backup), choosing);
    }
    case 'file':
      return findData(source.path, undefined, choosing);
    case 'upload': {
      const { path, name } = deps.uploadedFile(source.upload);
      return findData(path, name, choosing);
    }
    default:
      return source satisfies never;
  }
}

function instanceOf(source: FileSource): string {
  return source.kind === 'backup' ? source.instance : MAIN;
}
