import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Backup, BackupContents } from '../../../../shared/contract/backup.ts';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { KeySpace } from '../../../../shared/contract/keyspace.ts';
import { chooseData } from '../../backups/archive/choose-data.ts';
import { extractedNames } from '../../backups/archive/extract-data.ts';
import { type Candidate, scanArchive } from '../../backups/archive/scan-archive.ts';
import { readMembers } from '../../backups/archive/tar-members.ts';
import { dataStream, type Importable, openImport } from '../../backups/transfer/import-source.ts';
import type { RdbFile } from './read-rdb.ts';

/** Where the keys of a file are: in an RDB that can be read directly, or in data that a scratch server must load. */
export type FoundData =
  | { readonly kind: 'rdb'; readonly file: RdbFile; readonly warnings: readonly string[] }
  | {
      readonly kind: 'archive';
      readonly archive: Archive;
      readonly dataSets: readonly DataSet[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'aof'; readonly from: Importable; readonly warnings: readonly string[] };

/** Data sets of an archive that has several; otherwise empty. */
export type DataSet = NonNullable<KeySpace['dataSets']>[number];

/** A data set in a tar. */
export interface Archive {
  readonly path: string;
  readonly compressed: boolean;
  readonly data: Pick<BackupContents, 'form' | 'path'>;
}

interface Finding {
  /** A folder for extracted files, created when needed. */
  work(): Promise<string>;
  readonly signal: AbortSignal;
  /** The data that the user chose: `rdb`, `aof` or a path. */
  readonly data: string | null;
}

/**
 * Finds the data of any file that a user may have, judged by its content.
 * @throws AppError NOT_FOUND, BAD_VALUE for an unsupported compression or a choice that the file does not have,
 * BACKUP_DAMAGED without data
 */
export async function findData(path: string, shown: string | undefined, finding: Finding): Promise<FoundData> {
  const from = await openImport(path, shown).catch((error: unknown) => {
    throw asReading(error);
  });
  if (from.form === 'tar') return inTar(from, finding);
  const head = await firstBytes(from);
  const isRdb = /^(?:REDIS|VALKEY)/.test(head.toString('latin1'));
  requireForm(from.shown, isRdb ? 'rdb' : 'aof', finding.data);
  if (!isRdb) return { kind: 'aof', from, warnings: [] };
  const unzipTo = from.compressed ? join(await finding.work(), extractedNames.rdb) : null;
  return { kind: 'rdb', file: { path: from.path, unzipTo }, warnings: [] };
}

/** The data of a backup, as its manifest decided. */
export async function findBackupData(backup: Backup, path: string, finding: Finding): Promise<FoundData> {
  const { contents } = backup;
  const shown = `the backup "${backup.name}"`;
  if (backup.kind === 'snapshot') {
    requireForm(shown, 'rdb', finding.data);
    return { kind: 'rdb', file: { path, unzipTo: null }, warnings: [] };
  }
  if (contents === null || finding.data !== null) return findData(path, shown, finding);
  const dataSets = dataSetsOf(contents.found, contents.path);
  return {
    kind: 'archive',
    archive: { path, compressed: true, data: contents },
    dataSets,
    warnings: contents.warnings,
  };
}

async function inTar(from: Importable, finding: Finding): Promise<FoundData> {
  const { path, compressed, shown } = from;
  const scan = await scanArchive(path, compressed, { signal: finding.signal }).catch((error: unknown) => {
    finding.signal.throwIfAborted();
    if (error instanceof Error && 'syscall' in error) throw error;
    throw unreadable(shown, `it cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  });
  if (scan.candidates.length === 0) {
    if (!compressed && scan.description !== null) return findData(await innerArchive(from, finding), shown, finding);
    const others = scan.names.length === 0 ? '' : `, only ${scan.names.join(', ')}`;
    throw unreadable(shown, `it contains neither an RDB nor an AOF${others}`);
  }
  const { chosen, warnings } = choose(
    scan.candidates,
    chooseData(scan.candidates, scan.settings, finding.data)?.chosen,
  );
  const dataSets = dataSetsOf(scan.candidates, chosen.path);
  return { kind: 'archive', archive: { path, compressed, data: chosen }, dataSets, warnings };
}

function dataSetsOf(found: readonly Pick<Candidate, 'path' | 'form'>[], shown: string): readonly DataSet[] {
  return found.length < 2 ? [] : found.map(({ path, form }) => ({ path, form, isShown: path === shown }));
}

/** @throws AppError BAD_VALUE if a choice names other data than the only one */
function requireForm(shown: string, form: 'rdb' | 'aof', chosen: string | null): void {
  if (chosen === null || chosen === form) return;
  const message = `${shown} contains one ${form.toUpperCase()}, so there is no other data to choose. Leave the choice out.`;
  throw new AppError('BAD_VALUE', message, { field: 'data', expected: form });
}

/** Without a decision the AOF is shown, because Redis loads it if AOF is on; showing it loses nothing. */
function choose(candidates: readonly Candidate[], decided: Candidate | undefined) {
  const chosen = decided ?? candidates.find(({ form }) => form === 'aof') ?? (candidates[0] as Candidate);
  const others = candidates.filter((one) => one !== chosen).map(({ path }) => path);
  const warnings = [...chosen.warnings];
  if (!decided && others.length > 0) {
    warnings.push(
      `The archive also contains ${others.join(' and ')}, and neither a redis.conf nor the dates show which one its server loaded. These are the keys of ${chosen.path}.`,
    );
  }
  return { chosen, warnings };
}

/** An exported archive: a tar with its manifest around the tar.gz. */
async function innerArchive({ path, shown }: Importable, { work, signal }: Finding): Promise<string> {
  const to = join(await work(), 'archive.tar.gz');
  let found = false;
  const take = async (member: { readonly path: string }, stream: NodeJS.ReadableStream) => {
    if (found || !member.path.endsWith('.tar.gz')) return;
    found = true;
    await pipeline(stream, createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  };
  await readMembers(path, false, take, { signal });
  if (!found) throw unreadable(shown, 'it contains no backup');
  return to;
}

async function firstBytes(from: Importable): Promise<Buffer> {
  const stream = from.compressed ? dataStream(from) : createReadStream(from.path, { end: 63 });
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      parts.push(chunk);
      length += chunk.length;
      if (length >= 16) break;
    }
  } finally {
    stream.destroy();
  }
  return Buffer.concat(parts);
}

function unreadable(shown: string, reason: string): AppError<'BACKUP_DAMAGED'> {
  return new AppError('BACKUP_DAMAGED', `${shown} cannot be read: ${reason}.`, { name: shown, reason });
}

/** The sentences of an import, for reading. */
function asReading(error: unknown): unknown {
  if (isAppError(error, 'BACKUP_DAMAGED')) return unreadable(error.data.name, error.data.reason);
  if (!isAppError(error, 'BAD_VALUE')) return error;
  const message = error.message.replace('import the result. Nothing was changed.', 'open the result.');
  return new AppError('BAD_VALUE', message, error.data);
}
