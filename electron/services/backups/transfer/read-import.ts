import { basename } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { BackupContents } from '../../../../shared/contract/backup.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { asContents, choiceNeeded, chooseData } from '../archive/choose-data.ts';
import { countCandidates } from '../archive/count-candidates.ts';
import { DataContentReader, isDragonflyFormat } from '../archive/data-content.ts';
import { extractedNames } from '../archive/extract-data.ts';
import { type Candidate, contentWarnings, scanArchive } from '../archive/scan-archive.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { readInfo } from '../store/manifest.ts';
import { byteProgress } from '../work/copy-progress.ts';
import { dataStream, type Importable, noBackup } from './import-source.ts';

/** The contents of a file, and the data set to import. */
export interface ImportFinding {
  /** An exported backup contains its manifest. */
  readonly isExport: boolean;
  readonly chosen: Candidate | null;
  readonly contents: BackupContents | null;
  /** `databases` of the redis.conf next to the data. */
  readonly databases: number | null;
}

/**
 * Reads a file to its end, finds its data sets, and chooses the one to import.
 * @param work a folder that does not exist yet, for data that must be loaded to be counted
 * @throws AppError BACKUP_DAMAGED, CHOICE_NEEDED, BAD_VALUE for a choice that does not exist
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
    const others = scan.names.length === 0 ? '' : `, only ${scan.names.join(', ')}`;
    throw noBackup(from.shown, `it contains neither an RDB nor an AOF${others}`);
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
    throw noBackup(from.shown, `it cannot be decompressed: ${error instanceof Error ? error.message : error}`);
  }
  const content = reader.finish();
  if (content.form === 'other') throw noBackup(from.shown, 'it is neither an RDB nor an AOF');
  const path = basename(from.shown).replace(/\.gz$/i, '');
  if (isDragonflyFormat(path, content)) {
    const own = 'Dragonfly wrote it in its own format, which Redis cannot load; run SAVE RDB in Dragonfly';
    throw noBackup(from.shown, `${own} and import that file`);
  }
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
