import type {
  KeyAmount,
  RestoreConflict,
  RestoreKeysPreview,
  RestoreKeysRequest,
} from '../../../../shared/contract/restore-keys.ts';
import { undoRefusal } from '../edit/server-limits.ts';
import { isoExpiry, typeOf } from '../index/key-items.ts';
import { bufferOf } from '../values/bounded-reply.ts';
import { toBytes } from '../values/bytes.ts';
import type { Command, KeyConnection } from '../values/key-connection.ts';
import { isoTime } from '../values/rdb-value.ts';
import { readManyStates } from './bulk-reads.ts';
import { type KeyPage, rowsByDatabase, type SourceKey } from './key-page.ts';
import { payloadsOf } from './payload.ts';
import { ReadyKey } from './ready-key.ts';
import { isNewerInSource, newExpiry, type Times } from './rules.ts';
import type { SourceKeys } from './source-keys.ts';
import { suitabilityOf, UnsuitableGroups } from './suitability.ts';
import { findOnTarget, type TargetKey, type TargetLink } from './target-keys.ts';
import type { TargetState } from './target-state.ts';
import { differenceOf } from './write-present.ts';

const MAX_CONFLICTS = 200;
/** How many values are compared at once. */
const COMPARED_KEYS = 500;
const COMPARED_BYTES = 8 * 1024 * 1024;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Counts = Pick<
  RestoreKeysPreview,
  'selected' | 'restored' | 'overwritten' | 'skipped' | 'expired' | 'conflicts' | 'conflictCount'
> & {
  readonly equal: KeyAmount;
  readonly unsuitable: UnsuitableGroups;
  readonly firstKey: SourceKey | null;
  readonly highestDatabase: number;
  /** Keys that the target has, whether or not they change. */
  readonly presentKeys: number;
  /** Large values of the target that were not compared: their keys count as changed. */
  readonly notCompared: number;
  /** The most memory that the target needs for a moment, besides its growth, to send and receive one large value. */
  readonly transientBytes: number;
};

export interface SurveyInput {
  readonly source: SourceKeys;
  readonly request: RestoreKeysRequest;
  /** Null for a new tenant: every key is missing there. */
  readonly target: TargetState | null;
  readonly connect: (database: number) => Promise<TargetLink>;
  /** Whether to read values in order to find equal ones. */
  readonly compares: boolean;
  /** Larger values are not compared, because the server would stop for a moment to send each of them. */
  readonly largeBytes: number;
  readonly signal: AbortSignal | undefined;
  /** @param keys how many have been counted */
  readonly progress?: ((keys: number) => void) | undefined;
}

/** Counts the effects of a restore, without a change. @throws AppError */
export async function survey(input: SurveyInput): Promise<Counts> {
  const nothing = (): Mutable<KeyAmount> => ({ keys: 0, sizeBytes: 0 });
  const counts = {
    selected: nothing(),
    restored: nothing(),
    overwritten: { ...nothing(), formerBytes: 0 },
    skipped: { ...nothing(), newer: 0 },
    equal: nothing(),
    expired: nothing(),
    unsuitable: new UnsuitableGroups(),
    conflicts: [] as RestoreConflict[],
    conflictCount: 0,
    firstKey: null as SourceKey | null,
    highestDatabase: -1,
    presentKeys: 0,
    notCompared: 0,
    transientBytes: 0,
  };
  const { source, request, target, signal } = input;
  for await (const page of source.pages(request.selection)) {
    signal?.throwIfAborted();
    const times: Times = { nowMs: Date.now(), writtenAtMs: source.writtenAtMs };
    const unsuitableOf = target && suitabilityOf(source.flavour, target);
    const wanted: number[] = [];
    if (page.length > 0) counts.firstKey ??= page.one(0);
    for (let row = 0; row < page.length; row++) {
      add(counts.selected, page, row);
      counts.highestDatabase = Math.max(counts.highestDatabase, page.databases[row] ?? 0);
      const unsuitable = unsuitableOf?.(page, row) ?? null;
      if (newExpiry(page.expiries[row] ?? -1, request.expiry, times) === null) add(counts.expired, page, row);
      else if (unsuitable) counts.unsuitable.add(page.one(row), unsuitable);
      else wanted.push(row);
    }
    for (const [database, rows] of rowsByDatabase(page, wanted)) {
      await countDatabase(input, counts, times, { database, page, rows });
    }
    input.progress?.(counts.selected.keys);
  }
  return counts;
}

type Counting = { -readonly [K in keyof Counts]: Counts[K] } & {
  readonly skipped: Mutable<RestoreKeysPreview['skipped']>;
  readonly overwritten: Mutable<RestoreKeysPreview['overwritten']>;
};

async function countDatabase(
  input: SurveyInput,
  counts: Counting,
  times: Times,
  { database, page, rows }: { readonly database: number; readonly page: KeyPage; readonly rows: readonly number[] },
): Promise<void> {
  const { request, target, connect } = input;
  const { existing, only } = request;
  const takesMissing = only?.includes('missing') !== false;
  if (target === null) {
    if (takesMissing) for (const row of rows) add(counts.restored, page, row);
    return;
  }
  const to = await connect(database);
  const found = await findOnTarget(to, page, rows, existing === 'newer', input.signal);
  const present: Present[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const there = found[at] ?? null;
    if (there !== null) present.push({ page, row, there });
    else add(takesMissing ? counts.restored : counts.skipped, page, row);
    if (there === null && takesMissing) needs(input, counts, page.sizes[row] ?? 0, 0);
  }
  counts.presentKeys += present.length;
  for (let from = 0; from < present.length; ) {
    input.signal?.throwIfAborted();
    const part = partOf(present, from);
    from += part.length;
    await countPresent(input, counts, times, to, part);
  }
}

/** A key that the target has. All keys of a part are in one page. */
interface Present {
  readonly page: KeyPage;
  readonly row: number;
  readonly there: TargetKey;
}

function partOf(present: readonly Present[], from: number): readonly Present[] {
  let bytes = 0;
  let end = from;
  for (; end < present.length && end - from < COMPARED_KEYS; end++) {
    const { page, row, there } = present[end] as Present;
    bytes += Math.max(page.sizes[row] ?? 0, there.memoryBytes ?? 0);
    if (end > from && bytes > COMPARED_BYTES) break;
  }
  return present.slice(from, end);
}

async function countPresent(
  input: SurveyInput,
  counts: Counting,
  times: Times,
  to: TargetLink,
  present: readonly Present[],
): Promise<void> {
  const { connection } = to;
  const { request, target, largeBytes } = input;
  const { existing, only } = request;
  const differences = input.compares ? await compare(input, times, to, present) : null;
  const conflicts: { readonly at: Present; readonly decision: RestoreConflict['decision'] }[] = [];
  for (const [index, at] of present.entries()) {
    const { page, row, there } = at;
    const difference = differences === null ? 'changed' : differences[index];
    if (difference === null || difference === undefined) {
      add(counts.equal, page, row);
      continue;
    }
    if (only !== undefined && !only.includes(difference) && differences !== null) {
      add(counts.skipped, page, row);
      continue;
    }
    const isKept = existing === 'newer' && !isNewerInSource(there.idleSeconds, times);
    const former = there.memoryBytes ?? 0;
    const decision = existing === 'skip' ? 'skip' : isKept ? 'kept' : 'overwrite';
    conflicts.push({ at, decision });
    const why = target && undoRefusal(there.memoryBytes, target);
    if (decision !== 'overwrite') {
      add(counts.skipped, page, row);
      if (isKept) counts.skipped.newer++;
    } else if (why !== null) {
      counts.unsuitable.add(page.one(row), { reason: 'too-large', why });
    } else {
      add(counts.overwritten, page, row);
      counts.overwritten.formerBytes += former;
      needs(input, counts, page.sizes[row] ?? 0, former);
      if (Math.max(page.sizes[row] ?? 0, former) > largeBytes) counts.notCompared++;
    }
  }
  counts.conflictCount += conflicts.length;
  const shown = conflicts.slice(0, MAX_CONFLICTS - counts.conflicts.length);
  counts.conflicts.push(...(await describe(connection, shown)));
}

/** A server that sends a large value, or receives one, keeps it as a whole until the end. */
function needs({ largeBytes }: SurveyInput, counts: Counting, bytes: number, formerBytes: number): void {
  if (Math.max(bytes, formerBytes) > largeBytes) {
    counts.transientBytes = Math.max(counts.transientBytes, bytes, formerBytes);
  }
}

/** @returns the difference of each key; null for an equal one */
async function compare(
  { source, request, largeBytes }: SurveyInput,
  times: Times,
  to: TargetLink,
  present: readonly Present[],
): Promise<readonly ('changed' | 'expiry' | null)[]> {
  const small = present.filter(
    ({ page, row, there }) => Math.max(page.sizes[row] ?? 0, there.memoryBytes ?? 0) <= largeBytes,
  );
  const [first] = small;
  if (first === undefined) return present.map(() => 'changed');
  const { page } = first;
  const rows = small.map(({ row }) => row);
  const payloads = await payloadsOf(source, page, rows);
  const states = await readManyStates(
    to,
    rows.map((row) => page.key(row)),
  );
  const differences = new Map<Present, 'changed' | 'expiry' | null>();
  for (const [at, both] of small.entries()) {
    const payload = payloads[at];
    const state = states[at];
    const expireAtMs = newExpiry(page.expiries[both.row] ?? -1, request.expiry, times);
    if (!payload || state === undefined || state.dump === null || expireAtMs === null) continue;
    const one = new ReadyKey(page.key(both.row), payload, expireAtMs, source.flavour);
    differences.set(both, differenceOf(to.connection, one, state));
  }
  return present.map((both) => (differences.has(both) ? (differences.get(both) ?? null) : 'changed'));
}

async function describe(
  connection: KeyConnection,
  shown: readonly { readonly at: Present; readonly decision: RestoreConflict['decision'] }[],
): Promise<RestoreConflict[]> {
  if (shown.length === 0) return [];
  const ones = shown.map(({ at: { page, row } }) => page.one(row));
  const replies = await connection.pipeline(
    ones.flatMap(({ key }): Command[] => [
      ['TYPE', key],
      ['PTTL', key],
    ]),
  );
  return shown.map(({ at: { page, row, there }, decision }, index) => {
    const one = ones[index] ?? page.one(row);
    const [type, ttl] = replies.slice(index * 2, index * 2 + 2);
    const left = typeof ttl === 'number' && ttl >= 0 ? ttl : null;
    return {
      database: one.database,
      key: toBytes(one.key),
      type: typeOf(one.type).type,
      sizeBytes: one.sizeBytes,
      expiresAt: isoExpiry(one.expireAtMs),
      target: {
        type: type instanceof Error ? '' : bufferOf(type).toString(),
        sizeBytes: there.memoryBytes,
        expiresAt: isoTime(left === null ? null : Date.now() + left),
        usedAt: isoTime(there.idleSeconds === null ? null : Date.now() - there.idleSeconds * 1000),
      },
      decision,
    };
  });
}

function add(amount: Mutable<KeyAmount>, page: KeyPage, row: number): void {
  amount.keys++;
  amount.sizeBytes += page.sizes[row] ?? 0;
}
