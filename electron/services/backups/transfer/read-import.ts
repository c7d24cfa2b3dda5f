import { basename } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { BackupContents } from '../../../../shared/contract/backup.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { readInfo } from '../store/manifest.ts';
import { byteProgress } from '../take/copy-progress.ts';
import { asContents, choiceNeeded, chooseData } from './choose-data.ts';
import { countCandidates } from './count-candidates.ts';
import { DataContentReader } from './data-content.ts';
import { extractedNames } from './extract-data.ts';
import { dataStream, type Importable, noBackup } from './import-source.ts';
import { type Candidate, contentWarnings, scanArchive } from './scan-archive.ts';

/** What a file was found to hold, and which of it is imported. */
export interface ImportFinding {
  /** An exported backup brings its own description. */
  readonly isExport: boolean;
  readonly chosen: Candidate | null;
  readonly contents: BackupContents | null;
  /** `databases` of the redis.conf that lies beside the data. */
  readonly databases: number | null;
}

/**
 * Reads a file to its end, finds what it holds, and decides which of it counts.
 * @param work a folder that does not exist yet, for data that must be loaded to be counted
 * @throws AppError BACKUP_DAMAGED, CHOICE_NEEDED, BAD_VALUE for a choice that is not there
 */
export async function readImport(
  deps: BackupDeps,
  from: Importable,
  { instance, choice, work }: { readonly instance: string; readonly choice: string | null; readonly work: string },
  op: OperationContext,
): Promise<ImportFinding> {
  if (from.form === 'data') {
    const chosen = await readData(from, op);
    return { isExport: false, chosen, contents: asContents(chosen, 'only', [chosen]), databases: null };
  }
  const reading = { signal: op.signal, progress: byteProgress(op, from.size) };
  const scan = await scanArchive(from.path, from.compressed, reading).catch((error: unknown) => {
    if (op.signal.aborted || (error instanceof Error && 'syscall' in error)) throw error;
    throw noBackup(from.shown, `it cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  });
  if (!from.compressed && scan.description !== null && readInfo(scan.description).form === 'ours') {
    return { isExport: true, chosen: null, contents: null, databases: null };
  }
  if (scan.candidates.length === 0) {
    const others = scan.names.length === 0 ? '' : `; it holds ${scan.names.join(', ')}`;
    throw noBackup(from.shown, `no RDB and no AOF is in it${others}`);
  }
  const { candidates, settings } = scan;
  const decision = chooseData(candidates, settings, choice);
  if (decision === null) {
    throw choiceNeeded(from.shown, await countCandidates(deps, from, candidates, { instance, work }, op));
  }
  return {
    isExport: false,
    chosen: decision.chosen,
    contents: asContents(decision.chosen, decision.decidedBy, candidates),
    databases: settings?.databases ?? null,
  };
}

async function readData(from: Importable, op: OperationContext): Promise<Candidate> {
  const reader = new DataContentReader();
  try {
    const stream = dataStream(from, byteProgress(op, from.size));
    for await (const chunk of addAbortSignal(op.signal, stream) as AsyncIterable<Buffer>) reader.write(chunk);
  } catch (error) {
    op.signal.throwIfAborted();
    if (error instanceof Error && 'syscall' in error) throw error;
    throw noBackup(from.shown, `it cannot be unzipped: ${error instanceof Error ? error.message : error}`);
  }
  const content = reader.finish();
  if (content.form === 'other') throw noBackup(from.shown, 'it is neither an RDB nor an AOF');
  const path = basename(from.shown).replace(/\.gz$/i, '');
  return {
    form: content.form,
    path: content.form === 'aof' ? extractedNames.aof : path,
    keys: content.form === 'rdb' && content.rdb?.fault === null ? content.rdb.keys : null,
    sizeBytes: content.sizeBytes,
    modifiedAt: from.modified.toISOString(),
    content,
    warnings: contentWarnings(path, content),
  };
}
