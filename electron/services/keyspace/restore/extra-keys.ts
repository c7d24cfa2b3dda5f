import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { type BatchResult, changeBatch } from '../edit/change-batch.ts';
import { changeLarge } from '../edit/change-large.ts';
import { type ChangeLimits, sizedBatches } from '../edit/change-many.ts';
import { keySizes } from '../edit/key-size.ts';
import { type LargeReport, reportOf } from '../edit/large-report.ts';
import { undoRefusal } from '../edit/server-limits.ts';
import type { UndoPackWriter } from '../edit/undo-pack.ts';
import { bufferOf, listOf } from '../values/bounded-reply.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import type { SourceKeys } from './source-keys.ts';

const SCAN_COUNT = '1000';
/** How many names the source is asked for at once. */
const TOGETHER = 5000;
/** SCAN may return a key twice. Names beyond this number are not remembered. */
const MAX_SEEN = 1_000_000;

/** Keys of a target that a source lacks. */
export interface ExtraKeys {
  readonly to: BulkConnection;
  readonly keys: readonly Buffer[];
}

interface Sides {
  readonly source: SourceKeys;
  readonly connect: (database: number) => Promise<BulkConnection>;
  readonly limits: ChangeLimits;
}

/** Reads the names of all keys of the target by SCAN, and yields those that the source lacks. @throws AppError */
export async function* extraKeys(
  { source, connect }: Omit<Sides, 'limits'>,
  signal?: AbortSignal,
): AsyncGenerator<ExtraKeys> {
  const { connection: first } = await connect(0);
  for (const database of await usedDatabases(first)) {
    const to = await connect(database);
    const { connection } = to;
    const seen = new Set<string>();
    let names: Buffer[] = [];
    let cursor = '0';
    do {
      signal?.throwIfAborted();
      const [next, found] = listOf(await connection.call('SCAN', cursor, 'COUNT', SCAN_COUNT));
      cursor = bufferOf(next).toString();
      for (const name of listOf(found)) names.push(bufferOf(name));
      if (names.length < TOGETHER && cursor !== '0') continue;
      const lacking = (await source.lacking(database, names)).filter((name) => isNew(seen, name));
      names = [];
      if (lacking.length > 0) yield { to, keys: lacking };
    } while (cursor !== '0');
  }
}

function isNew(seen: Set<string>, name: Buffer): boolean {
  const text = name.toString('latin1');
  if (seen.has(text)) return false;
  if (seen.size < MAX_SEEN) seen.add(text);
  return true;
}

async function usedDatabases(connection: KeyConnection): Promise<readonly number[]> {
  const info = String(await connection.call('INFO', 'keyspace'));
  return [...info.matchAll(/^db(\d+):/gm)].map(([, index]) => Number(index));
}

export interface Deletions {
  readonly keys: number;
  /** Estimated memory. */
  readonly sizeBytes: number;
  /** The first of them. */
  readonly first: readonly { readonly database: number; readonly key: Buffer }[];
  /** Too large for an undo, so they would be kept. */
  readonly tooLarge: number;
}

/** As many as a preview names. */
const MAX_NAMED = 200;

/** Counts the keys that `deleteExtraKeys` would delete, without a change. */
export async function countExtraKeys(sides: Sides, signal: AbortSignal | undefined): Promise<Deletions> {
  const first: { readonly database: number; readonly key: Buffer }[] = [];
  let [keys, sizeBytes, tooLarge] = [0, 0, 0];
  for await (const { to, keys: names } of extraKeys(sides, signal)) {
    const { connection } = to;
    const sizes = await keySizes(connection, names);
    for (const [at, key] of names.entries()) {
      const size = sizes[at] ?? 0;
      if (undoRefusal(size, sides.limits) !== null) {
        tooLarge++;
        continue;
      }
      keys++;
      sizeBytes += size;
      if (first.length < MAX_NAMED) first.push({ database: connection.database, key });
    }
  }
  return { keys, sizeBytes, first, tooLarge };
}

/**
 * Deletes the keys of the target that the source lacks, each batch after its values are in the undo pack. A key that
 * another client changes meanwhile is kept.
 */
export async function deleteExtraKeys(
  sides: Sides,
  pack: UndoPackWriter,
  op: Pick<OperationContext, 'signal' | 'progress'>,
  expected: number,
): Promise<{ readonly deleted: number; readonly skipped: number }> {
  const done = { deleted: 0, skipped: 0 };
  const add = ({ changed, skipped }: BatchResult) => {
    done.deleted += changed;
    done.skipped += skipped;
  };
  /** @param ofNext of the key that is being deleted, 0 to 1 */
  const fraction = (ofNext: number) => (expected === 0 ? null : Math.min(1, (done.deleted + ofNext) / expected));
  const deletedKeys = () => counted(done.deleted, 'key');
  const report: LargeReport = {
    ...reportOf(op),
    progress: (ofNext, detail) => op.progress(fraction(ofNext), `${deletedKeys()}, ${detail}`),
  };
  for await (const { to, keys: names } of extraKeys(sides, op.signal)) {
    for await (const { keys, large, refused } of sizedBatches(to.connection, names, sides.limits)) {
      op.signal.throwIfAborted();
      add(await changeBatch(to.connection, pack, keys, { kind: 'delete' }));
      for (const key of large) add(await changeLarge(to, pack, key, { kind: 'delete' }, report));
      done.skipped += refused.length;
      op.progress(fraction(0), deletedKeys());
    }
  }
  return done;
}
