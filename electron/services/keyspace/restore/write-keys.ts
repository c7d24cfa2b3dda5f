import type { RestoreKeysRequest, RestoreKeysResult } from '../../../../shared/contract/restore-keys.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { type LargeReport, partOf, reportOf } from '../edit/large-report.ts';
import { undoRefusal } from '../edit/server-limits.ts';
import type { UndoPackWriter } from '../edit/undo-pack.ts';
import { type KeyPage, rowsByDatabase } from './key-page.ts';
import { payloadsOf } from './payload.ts';
import { ReadyKey } from './ready-key.ts';
import { newExpiry, type Times } from './rules.ts';
import type { SourceKeys } from './source-keys.ts';
import { suitabilityOf } from './suitability.ts';
import { findOnTarget, type TargetLink } from './target-keys.ts';
import type { TargetState } from './target-state.ts';
import { writeLarge } from './write-large.ts';
import { prepareMissing, sendMissing } from './write-missing.ts';
import { differentKeys, writePresent } from './write-present.ts';

/** Of one write: more would delay other clients, and need memory. One larger value is written by itself. */
const BATCH_KEYS = 10_000;
/** The server starts to work after this few keys. Each batch has twice as many as the one before. */
const FIRST_BATCH_KEYS = 1000;
const BATCH_BYTES = 4 * 1024 * 1024;
/** Keys of one transaction: WATCH compares each with all the others. */
const WATCHED_KEYS = 500;
/** How much of the work on a large value is done when a running source has sent it. */
const SOURCE_SENT = 0.2;
/** Keys whose values are compared at once. */
const COMPARED_KEYS = 2000;

export interface Writing {
  readonly source: SourceKeys;
  readonly request: RestoreKeysRequest;
  readonly target: TargetState;
  /** Separate connections to a database of the target; the caller closes them. */
  readonly connect: (database: number) => Promise<TargetLink>;
  /** Null for a new tenant. */
  readonly pack: UndoPackWriter | null;
  readonly op: OperationContext;
  /** How many keys will be written, for the progress. */
  readonly expected: number;
  /**
   * Whether the target had none of the chosen keys a moment ago: then nothing is asked before RESTORE refuses a key.
   */
  readonly isAllMissing: boolean;
  /** Larger values are written one by one, in pieces. */
  readonly largeBytes: number;
}

export type Written = Omit<RestoreKeysResult, 'instance' | 'deleted' | 'undoPack' | 'durationMs'> & {
  readonly unverified: number;
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Writes the chosen keys in batches, each after the former values of its keys are on disk. @throws AppError */
export async function writeKeys(writing: Writing): Promise<Written> {
  const total: Mutable<Written> = {
    ...{ restored: 0, overwritten: 0, skipped: 0, equal: 0, expired: 0, leftOut: 0, sizeBytes: 0, unverified: 0 },
  };
  const queue = createQueue();
  const size = { keys: FIRST_BATCH_KEYS };
  try {
    for await (const page of writing.source.pages(writing.request.selection)) {
      await writePage(writing, total, page, queue, size);
    }
  } finally {
    // An undo must not begin while the server still executes a batch.
    await queue.settled();
  }
  await queue.last();
  return total;
}

/** Keys of the next batch. */
interface BatchSize {
  keys: number;
}

async function writePage(
  writing: Writing,
  total: Mutable<Written>,
  page: KeyPage,
  queue: Queue,
  size: BatchSize,
): Promise<void> {
  const { source, request, target, op, largeBytes } = writing;
  const times: Times = { nowMs: Date.now(), writtenAtMs: source.writtenAtMs };
  const unsuitable = suitabilityOf(source.flavour, target);
  const wanted: number[] = [];
  for (let row = 0; row < page.length; row++) {
    if (newExpiry(page.expiries[row] ?? -1, request.expiry, times) === null) total.expired++;
    else if (unsuitable(page, row) !== null) total.leftOut++;
    else wanted.push(row);
  }
  for (const [database, rows] of rowsByDatabase(page, wanted)) {
    const bytesOf = (row: number) => page.sizes[row] ?? 0;
    const large = rows.filter((row) => bytesOf(row) > largeBytes);
    const small = large.length === 0 ? rows : rows.filter((row) => bytesOf(row) <= largeBytes);
    for (const batch of batches(small, size, bytesOf, BATCH_KEYS)) {
      op.signal.throwIfAborted();
      large.push(...(await writeBatch(writing, total, times, database, page, batch, queue)));
      const equal = total.equal > 0 ? `, ${formatCount(total.equal)} equal already` : '';
      op.progress(fractionOf(writing, total, 0), `${restoredKeys(total)}${equal}`);
    }
    if (large.length > 0) await queue.last();
    for (const row of large) await writeLargeRow(writing, total, times, database, page, row);
  }
}

/** @param ofNext of the value that is being written, 0 to 1 */
function fractionOf({ expected }: Writing, total: Written, ofNext: number): number | null {
  const done = total.restored + total.overwritten + total.equal + ofNext;
  return expected === 0 ? null : Math.min(1, done / expected);
}

function restoredKeys({ restored, overwritten }: Written): string {
  return `${counted(restored + overwritten, 'key')} restored`;
}

async function writeLargeRow(
  writing: Writing,
  total: Mutable<Written>,
  times: Times,
  database: number,
  page: KeyPage,
  row: number,
): Promise<void> {
  const { source, request, connect, pack, op } = writing;
  op.signal.throwIfAborted();
  const report: LargeReport = {
    ...reportOf(op),
    progress: (fraction, detail) =>
      op.progress(fractionOf(writing, total, fraction), `${restoredKeys(total)}, ${detail}`),
  };
  const first = request.source.kind === 'instance' ? SOURCE_SENT : 0;
  const value = await source.stored(page, row, partOf(report, 0, first));
  const expireAtMs = newExpiry(page.expiries[row] ?? -1, request.expiry, { ...times, nowMs: Date.now() });
  if (value === null || expireAtMs === null) {
    total[value === null ? 'skipped' : 'expired']++;
    return;
  }
  const work = { ...(await connect(database)), pack, report: partOf(report, first, 1) };
  const outcome = await writeLarge(work, { key: page.key(row), value, expireAtMs }, request, times);
  total[outcome]++;
  if (outcome === 'restored' || outcome === 'overwritten') total.sizeBytes += page.sizes[row] ?? 0;
}

/** @param size grows up to `mostKeys` */
function* batches(
  rows: readonly number[],
  size: BatchSize,
  bytesOf: (row: number) => number,
  mostKeys: number,
): Generator<readonly number[]> {
  let from = 0;
  let bytes = 0;
  for (let at = 0; at < rows.length; at++) {
    const sizeBytes = bytesOf(rows[at] ?? 0);
    if (at > from && (bytes + sizeBytes > BATCH_BYTES || at - from >= size.keys)) {
      yield rows.slice(from, at);
      size.keys = Math.min(mostKeys, 2 * size.keys);
      from = at;
      bytes = 0;
    }
    bytes += sizeBytes;
  }
  if (from < rows.length) yield rows.slice(from);
}

/** Lets one batch be prepared while the server executes the one before it. */
interface Queue {
  /** Waits for the previous batch, and starts this one. @throws the error of the previous batch */
  run(work: () => Promise<void>): Promise<void>;
  /** Waits for the last batch. @throws its error */
  last(): Promise<void>;
  /** Like `last`, without its error. */
  settled(): Promise<void>;
}

function createQueue(): Queue {
  let running = Promise.resolve();
  return {
    async run(work) {
      await running;
      running = work();
      running.catch(() => undefined);
    },
    last: () => running,
    settled: () => running.catch(() => undefined),
  };
}

/** @returns the rows of keys whose value on the target is large, which are not written */
async function writeBatch(
  { source, request, target, connect, pack, isAllMissing, largeBytes, op }: Writing,
  total: Mutable<Written>,
  times: Times,
  database: number,
  page: KeyPage,
  rows: readonly number[],
  queue: Queue,
): Promise<readonly number[]> {
  const { existing, only } = request;
  const to = await connect(database);
  const takesMissing = only?.includes('missing') !== false;
  const takesPresent = existing !== 'skip' && only?.every((one) => one === 'missing') !== true;
  const missing: number[] = [];
  const present: number[] = [];
  const large: number[] = [];
  /** Of the target, by row. */
  const memory = new Map<number, number>();
  if (isAllMissing && takesMissing) missing.push(...rows);
  else {
    const found = await findOnTarget(to, page, rows, false);
    for (const [at, row] of rows.entries()) {
      const there = found[at] ?? null;
      if (there === null ? !takesMissing : !takesPresent) total.skipped++;
      else if (there === null) missing.push(row);
      else if (undoRefusal(there.memoryBytes, target) !== null) total.leftOut++;
      else if ((there.memoryBytes ?? 0) > largeBytes) large.push(row);
      else {
        present.push(row);
        memory.set(row, there.memoryBytes ?? 0);
      }
    }
  }
  const work = { ...to, pack, source };
  const expiryOf = (row: number) => newExpiry(page.expiries[row] ?? -1, request.expiry, times);
  const ready = await prepareMissing(work, page, missing, expiryOf);
  total.skipped += missing.length - ready.rows.length;
  await queue.run(async () => {
    const made = await sendMissing(work, ready);
    total.restored += made.written;
    total.sizeBytes += made.bytes;
    total.unverified += made.unverified;
    if (takesPresent) await replace(made.taken);
    else total.skipped += made.taken.length;
  });
  if (present.length === 0) return large;
  await queue.last();
  await replace(present);
  return large;

  async function replace(all: readonly number[]): Promise<void> {
    const different: ReadyKey[] = [];
    const bytesOf = (row: number) => Math.max(page.sizes[row] ?? 0, memory.get(row) ?? 0);
    for (const some of batches(all, { keys: COMPARED_KEYS }, bytesOf, COMPARED_KEYS)) {
      const values = await readyKeys(source, page, some, expiryOf);
      total.skipped += some.length - values.length;
      // Reading a key counts as a use, and `newer` needs the time of its last use.
      const found = existing === 'newer' ? values : await differentKeys(to, values);
      total.equal += values.length - found.length;
      different.push(...found);
      if (different.length >= WATCHED_KEYS) await replaceAll(different.splice(0));
      op.signal.throwIfAborted();
    }
    await replaceAll(different);
  }

  async function replaceAll(keys: readonly ReadyKey[]): Promise<void> {
    for (let from = 0; from < keys.length; from += WATCHED_KEYS) {
      const values = keys.slice(from, from + WATCHED_KEYS);
      const done = await writePresent(work, values, request, times);
      total.restored += done.restored;
      total.overwritten += done.overwritten;
      total.skipped += done.skipped;
      total.equal += done.equal;
      total.unverified += done.unverified;
      total.sizeBytes += done.bytes;
    }
  }
}

/** Reads the values. Omits a key that a live source no longer has. */
async function readyKeys(
  source: SourceKeys,
  page: KeyPage,
  rows: readonly number[],
  expiryOf: (row: number) => number | null,
): Promise<readonly ReadyKey[]> {
  const payloads = await payloadsOf(source, page, rows);
  return rows.flatMap((row, at): ReadyKey[] => {
    const payload = payloads[at];
    const expireAtMs = expiryOf(row);
    if (!payload || expireAtMs === null) return [];
    return [new ReadyKey(page.key(row), payload, expireAtMs, source.flavour)];
  });
}
