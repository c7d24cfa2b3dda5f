import { rm } from 'node:fs/promises';
import type { ComparedDatabase, ComparedSide } from '../../../../shared/contract/compare.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import { BLOCK_ROWS, runSliced, type Sliced } from '../index/slices.ts';
import { fromBytes } from '../values/bytes.ts';
import { type CompareHost, type CompareSpec, type CompareState, firstCompareState } from './compare-host.ts';
import { decideValues } from './decide-values.ts';
import { countsOf, DifferencePages } from './difference-pages.ts';
import { KeyComparer, kindOf } from './key-comparer.ts';
import { openSide, type ReadSide, readSide, type SideData } from './side-reader.ts';

/** No client needs to know more often. */
const REPORT_EVERY_MS = 100;
const BEFORE_SHARE = 0.5;

interface Finished {
  readonly comparer: KeyComparer;
  readonly pages: DifferencePages;
  readonly before: ReadSide;
  readonly after: ReadSide;
}

/** Ends a comparison whose side must be converted first. */
class CommandsFollow extends Error {
  readonly side: 'before' | 'after';

  constructor(side: 'before' | 'after', broken: AbortController) {
    super('commands follow the RDB');
    this.side = side;
    broken.abort(this);
  }
}

/** Says which side failed, and why. */
class SideFailed extends Error {}

/** Runs a comparison in this process: in the CLI, and in the worker of the other clients. */
export function openComparison(spec: CompareSpec): CompareHost {
  const closing = new AbortController();
  const { signal } = closing;
  const listeners = new Set<() => void>();
  const started = performance.now();
  let state: CompareState = firstCompareState;
  let reportedAt = Number.NEGATIVE_INFINITY;

  function update(change: Partial<CompareState>): void {
    state = { ...state, ...change, revision: state.revision + 1 };
    reportedAt = performance.now();
    for (const listener of listeners) listener();
  }

  function progress(fraction: number | null): void {
    if (performance.now() - reportedAt >= REPORT_EVERY_MS) update({ fraction });
  }

  async function compare(): Promise<Finished> {
    // A failure of one side ends the work on the other one.
    const broken = new AbortController();
    const either = AbortSignal.any([signal, broken.signal]);
    const opening = { signal: either, progress };
    const both = [openSide(spec.before, opening), openSide(spec.after, opening)] as const;
    const opened = both.map((side, at) => side.catch(failedSide(at === 0 ? 'before' : 'after', broken)));
    for (const one of opened) one.catch(() => undefined);
    const [opensBefore, opensAfter] = opened as [Promise<SideData>, Promise<SideData>];
    const before = await opensBefore;
    const comparer = new KeyComparer();
    const part = (from: number) => ({
      signal: either,
      progress: (fraction: number | null) => progress(from + (fraction ?? 0) * BEFORE_SHARE),
    });
    // A server takes seconds to prepare its copy; the other side is read meanwhile.
    update({ phase: 'reading', fraction: 0, warnings: [...before.warnings] });
    const first = await readSide(before, comparer.readBefore(), part(0)).catch(failedSide('before', broken));
    if (first.commandsFollow) throw new CommandsFollow('before', broken);
    const after = await opensAfter;
    comparer.toleranceMs = Math.max(before.copy?.expiryErrorMs ?? 0, after.copy?.expiryErrorMs ?? 0);
    const second = await readSide(after, comparer.readAfter(), part(BEFORE_SHARE)).catch(failedSide('after', broken));
    if (second.commandsFollow) throw new CommandsFollow('after', broken);
    update({ phase: 'comparing', fraction: 0, warnings: [...first.warnings, ...second.warnings] });
    await runSliced(comparer.endReading(), signal);
    await decideValues(comparer, first, second, { signal, progress });
    comparer.listDifferent();
    return finish(comparer, first, second);
  }

  async function finish(comparer: KeyComparer, before: ReadSide, after: ReadSide): Promise<Finished> {
    const afterMs = after.side.at === null ? Date.now() : Date.parse(after.side.at);
    const pages = new DifferencePages(comparer, afterMs, signal);
    const databases = await runSliced(databasesOf(comparer, pages), signal);
    const side = (read: ReadSide, keys: 'keysBefore' | 'keysAfter', bytes: 'bytesBefore' | 'bytesAfter') => ({
      ...read.side,
      keys: databases.reduce((sum, one) => sum + one[keys], 0),
      sizeBytes: databases.reduce((sum, one) => sum + one[bytes], 0),
    });
    const sides: { before: ComparedSide; after: ComparedSide } = {
      before: side(before, 'keysBefore', 'bytesBefore'),
      after: side(after, 'keysAfter', 'bytesAfter'),
    };
    const total = (name: keyof ComparedDatabase['counts']) => databases.reduce((sum, one) => sum + one.counts[name], 0);
    const counts = {
      ...{ added: total('added'), removed: total('removed'), changed: total('changed') },
      ...{ expiryOnly: total('expiryOnly'), same: total('same'), expired: total('expired') },
    };
    const tookSeconds = Number(((performance.now() - started) / 1000).toFixed(3));
    const done = { comparer, pages, before, after };
    ready(done);
    update({ phase: 'ready', fraction: 1, counts, databases, sides, tookSeconds });
    return done;
  }

  let ready: (finished: Finished) => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  const finished = new Promise<Finished>((resolve, reject) => {
    ready = resolve;
    failed = reject;
  });
  finished.catch(() => undefined);

  const running = compare().catch((error: unknown) => {
    const reason = error instanceof Error ? error : new Error(String(error));
    failed(signal.aborted ? new AppError('CANCELLED', 'The comparison was closed.', {}) : notCompared(reason));
    if (signal.aborted) return;
    if (reason instanceof CommandsFollow) update({ commandsFollow: reason.side });
    else update({ phase: 'failed', fraction: null, problem: reason.message });
  });

  return {
    get state() {
      return state;
    },
    isLost: false,
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    folder: async (request) => (await finished).pages.folder(request),
    list: async (request) => (await finished).pages.list(request),
    async value({ key, ...request }) {
      const { comparer, pages, before, after } = await finished;
      const row = await pages.find(request.database, fromBytes(key));
      if (row >= 0) {
        // A comparison without a reader of values starts faster without it.
        const { ValueDifferences } = await import('./value-differences.ts');
        return new ValueDifferences(comparer, pages, before, after).page(row, request);
      }
      const name = 'text' in key ? key.text : key.base64;
      const message = `Neither side has a key "${name}" in database ${request.database}.`;
      throw new AppError('NOT_FOUND', message, { what: 'key', id: name });
    },
    async close() {
      closing.abort(new Error('the comparison was closed'));
      await running;
      for (const side of [spec.before, spec.after]) {
        if (side.kind === 'live') await rm(side.copyTo, { force: true });
      }
    },
  };
}

/**
 * Counts the keys of both sides by database: those of the index, which contains all of them, without the differences.
 */
function* databasesOf(
  { index, columns, different }: KeyComparer,
  { views }: DifferencePages,
): Sliced<ComparedDatabase[]> {
  const slots = index.slots.map(() => ({ sums: [0, 0, 0, 0, 0], expired: 0, addedBytes: 0, grownBytes: 0 }));
  for (const [at, row] of different.entries()) {
    if (at % BLOCK_ROWS === BLOCK_ROWS - 1) yield;
    const slot = slots[index.columns.slot(row)];
    if (slot === undefined) continue;
    const kind = columns.kinds.get(row);
    const bytes = index.columns.sizeBytes(row);
    slot.sums[kind] = (slot.sums[kind] ?? 0) + 1;
    if (kind === kindOf.added) slot.addedBytes += bytes;
    const sizeAfter = kind === kindOf.removed ? 0 : columns.sizeAfter(row);
    if (sizeAfter >= 0) slot.grownBytes += sizeAfter - bytes;
    if (views.isExpired(row)) slot.expired++;
  }
  return index.livingSlots().flatMap((at) => {
    const [found, slot] = [slots[at], index.slots[at]];
    if (found === undefined || slot === undefined) return [];
    const { sums, expired } = found;
    sums[kindOf.same] = slot.keys - sums.reduce((sum, one) => sum + one, 0);
    const counts = countsOf(sums, expired);
    const [keysBefore, keysAfter] = [slot.keys - counts.added, slot.keys - counts.removed];
    const bytesBefore = slot.sizeBytes - found.addedBytes;
    const bytesAfter = slot.sizeBytes + found.grownBytes;
    return [{ index: slot.database, counts, keysBefore, keysAfter, bytesBefore, bytesAfter }];
  });
}

/** Ends the work on the other side too. */
function failedSide(side: 'before' | 'after', broken: AbortController): (error: unknown) => never {
  return (error) => {
    if (error instanceof SideFailed || error instanceof CommandsFollow) throw error;
    const name = side === 'before' ? 'first' : 'second';
    const message = error instanceof Error ? error.message : String(error);
    const damaged = error instanceof RdbError ? 'cannot be read to its end' : 'cannot be read';
    const sentence = `The ${name} side ${damaged}: ${message.replace(/\.$/, '')}. Nothing was compared.`;
    const failed = new SideFailed(sentence, { cause: error });
    broken.abort(failed);
    throw failed;
  };
}

function notCompared({ message, cause }: Error): AppError {
  if (cause instanceof AppError) return new AppError(cause.code, message, cause.data);
  if (cause instanceof RdbError) return new AppError('BACKUP_DAMAGED', message, { name: '', reason: cause.message });
  return new AppError('NOT_RUNNING', message, { id: '', state: 'unhealthy' });
}
