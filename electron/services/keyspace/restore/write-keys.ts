import type { RestoreKeysRequest, RestoreKeysResult } from '../../../../shared/contract/restore-keys.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { BulkLink } from '../../redis/connection/bulk-link.ts';
import { isTooLarge } from '../edit/key-size.ts';
import type { UndoPackWriter } from '../edit/undo-pack.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import { newExpiry, type Times } from './rules.ts';
import type { SourceKey, SourceKeys } from './source-keys.ts';
import { unsuitableReason } from './suitability.ts';
import { byDatabase, hashOf } from './survey.ts';
import { findOnTarget } from './target-keys.ts';
import type { TargetState } from './target-state.ts';
import { type ReadyKey, writeMissing } from './write-missing.ts';
import { writePresent } from './write-present.ts';

/** Of one write: more would delay other clients, and need memory. One larger value is written by itself. */
const BATCH_KEYS = 5000;
const BATCH_BYTES = 4 * 1024 * 1024;
/** Keys of one transaction: WATCH compares each with all the others. */
const WATCHED_KEYS = 500;

export interface Writing {
  readonly source: SourceKeys;
  readonly request: RestoreKeysRequest;
  readonly target: TargetState;
  /** Connections of their own to a database of the target; the caller closes them. */
  readonly connect: (database: number) => Promise<{ readonly connection: KeyConnection; readonly link: BulkLink }>;
  /** Null for a new tenant. */
  readonly pack: UndoPackWriter | null;
  readonly op: OperationContext;
  /** Keys that will be written, for the progress. */
  readonly expected: number;
}

export type Written = Omit<RestoreKeysResult, 'instance' | 'undoPack' | 'durationMs'> & { readonly unverified: number };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Writes the chosen keys in batches, each after the former values of its keys are on disk. @throws AppError */
export async function writeKeys(writing: Writing): Promise<Written> {
  const { source, request, target, op, expected } = writing;
  const total: Mutable<Written> = {
    ...{ restored: 0, overwritten: 0, skipped: 0, equal: 0, expired: 0, leftOut: 0, sizeBytes: 0, unverified: 0 },
  };
  for await (const page of source.pages(request.selection)) {
    const times: Times = { nowMs: Date.now(), writtenAtMs: source.writtenAtMs };
    const wanted = page.filter((one) => {
      if (newExpiry(one, request.expiry, times) === null) total.expired++;
      else if (unsuitableReason(one, source.flavour, target) !== null) total.leftOut++;
      else return true;
      return false;
    });
    for (const [database, keys] of byDatabase(wanted)) {
      for (const batch of batches(keys)) {
        op.signal.throwIfAborted();
        await writeBatch(writing, total, times, database, batch);
        const done = total.restored + total.overwritten;
        op.progress(expected === 0 ? null : Math.min(1, done / expected), counted(done, 'key'));
      }
    }
  }
  return total;
}

function* batches(keys: readonly SourceKey[]): Generator<readonly SourceKey[]> {
  let from = 0;
  let bytes = 0;
  for (let at = 0; at < keys.length; at++) {
    const { sizeBytes } = keys[at] as SourceKey;
    if (at > from && (bytes + sizeBytes > BATCH_BYTES || at - from >= BATCH_KEYS)) {
      yield keys.slice(from, at);
      from = at;
      bytes = 0;
    }
    bytes += sizeBytes;
  }
  if (from < keys.length) yield keys.slice(from);
}

async function writeBatch(
  { source, request, connect, pack }: Writing,
  total: Mutable<Written>,
  times: Times,
  database: number,
  keys: readonly SourceKey[],
): Promise<void> {
  const { existing, only } = request;
  const { connection, link } = await connect(database);
  const names = keys.map(({ key }) => key);
  const found = await findOnTarget(connection, names, false);
  const takesMissing = only?.includes('missing') !== false;
  const takesPresent = existing !== 'skip' && only?.every((one) => one === 'missing') !== true;
  const missing = takesMissing ? keys.filter((_, at) => found[at] === null) : [];
  const isLarge = (at: number) => isTooLarge(found[at]?.memoryBytes ?? 0);
  const present = takesPresent ? keys.filter((_, at) => found[at] !== null && !isLarge(at)) : [];
  const large = takesPresent ? keys.filter((_, at) => isLarge(at)).length : 0;
  total.leftOut += large;
  total.skipped += keys.length - missing.length - present.length - large;
  const work = { connection, link, pack };
  const ready = await prepare(source, request, times, missing);
  total.skipped += missing.length - ready.length;
  const made = await writeMissing(work, ready);
  total.restored += made.written;
  total.sizeBytes += made.bytes;
  total.unverified += made.unverified;
  const taken = takesPresent ? made.taken : [];
  total.skipped += made.taken.length - taken.length;
  for (let from = 0; from < present.length; from += WATCHED_KEYS) {
    const some = present.slice(from, from + WATCHED_KEYS);
    const values = await prepare(source, request, times, some);
    total.skipped += some.length - values.length;
    await replace(work, values);
  }
  await replace(work, taken);

  async function replace(to: typeof work, values: readonly ReadyKey[]): Promise<void> {
    const done = await writePresent(to, values, request, times);
    total.restored += done.restored;
    total.overwritten += done.overwritten;
    total.skipped += done.skipped;
    total.equal += done.equal;
    total.unverified += done.unverified;
    total.sizeBytes += done.bytes;
  }
}

/** Reads the values. A key that a live source has no longer is left out. */
async function prepare(
  source: SourceKeys,
  { expiry }: RestoreKeysRequest,
  times: Times,
  keys: readonly SourceKey[],
): Promise<readonly ReadyKey[]> {
  const payloads = await source.payloads(keys);
  return keys.flatMap((one, at): ReadyKey[] => {
    const payload = payloads[at];
    const expireAtMs = newExpiry(one, expiry, times);
    if (!payload || expireAtMs === null) return [];
    return [{ key: one.key, payload, hash: hashOf(payload, source), expireAtMs }];
  });
}
