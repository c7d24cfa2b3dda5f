import { open, rm } from 'node:fs/promises';
import type { BulkConnection } from '../values/bulk-connection.ts';
import { isOutOfMemory } from './key-state.ts';
import {
  intoFile,
  payloadOf,
  receiveDump,
  replaceWatched,
  replaceWithoutMemory,
  unwatch,
  watchKey,
} from './large-key.ts';
import type { AfterState } from './pack-record.ts';
import { type StoredDump, sha1Of, storedDumpDigest, storedDumpHash } from './stored-dump.ts';
import type { NumberedLargeRecord, UndoPackWriter } from './undo-pack.ts';
import type { UndoneKeys, UndoOptions } from './undone-keys.ts';
import { type ComparedKey, verdictOf } from './verdict.ts';

const ROUNDS = 5;
const nothing: UndoneKeys = { restored: 0, skipped: 0, left: [], overwritten: 0, unknown: [] };

/** A large key at one moment. */
interface LargeState {
  readonly dump: StoredDump | null;
  readonly expireAtMs: number;
}

/**
 * Restores the former value of one key that is too large for memory: its current value goes into a file to be compared,
 * and the former one comes from the file of the pack.
 * @param comparing the path of the file for the current value; it is deleted at the end
 */
export async function undoLarge(
  to: BulkConnection,
  record: NumberedLargeRecord,
  comparing: string,
  options: Required<Pick<UndoOptions, 'unclearKeys' | 'overwrite'>>,
): Promise<UndoneKeys> {
  const file = await open(comparing, 'w+', 0o600);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const { expireAtMs } = await watchKey(to, record.key);
      const into = intoFile(file);
      const found = await receiveDump(to, record.key, into);
      const now: LargeState = found ? { dump: into.dump, expireAtMs } : { dump: null, expireAtMs: -1 };
      const undone = await undoFrom(to, record, now, options);
      if (undone !== null) return undone;
    }
    return { ...nothing, skipped: 1, left: [record] };
  } finally {
    await file.close();
    await rm(comparing, { force: true });
  }
}

/** @returns null if another client has changed the key meanwhile */
async function undoFrom(
  to: BulkConnection,
  record: NumberedLargeRecord,
  now: LargeState,
  { unclearKeys, overwrite }: Required<Pick<UndoOptions, 'unclearKeys' | 'overwrite'>>,
): Promise<UndoneKeys | null> {
  const { number, key, before, after } = record;
  const [former, current] = [before, now].map((state) => comparedKey(to, state)) as [ComparedKey, ComparedKey];
  const found = await verdictOf(to.connection, after, former, current);
  const verdict = found === 'unknown' && unclearKeys === 'restore' ? 'restore' : found;
  const isKept = verdict === 'changed' && overwrite !== null;
  if (verdict !== 'restore' && !isKept) {
    await unwatch(to);
    if (verdict === 'done') return nothing;
    if (verdict === 'changed') return { ...nothing, skipped: 1, left: [record] };
    return { ...nothing, unknown: [{ number, after: await stateAfter(current) }] };
  }
  const kept = isKept ? await keepValue(overwrite, record, now, await stateAfter(former)) : null;
  const next = before.dump && payloadOf(before.dump, before.expireAtMs);
  try {
    const done = await replaceWatched(to, key, next);
    if (done === null) {
      await kept?.withdraw();
      return null;
    }
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    const expected = now.dump === null ? EMPTY_SHA1 : await sha1Of(now.dump);
    if (!(await replaceWithoutMemory(to, key, expected, next))) return { ...nothing, skipped: 1, left: [record] };
  }
  return { ...nothing, restored: 1, overwritten: isKept ? 1 : 0 };
}

const EMPTY_SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

function comparedKey({ connection }: BulkConnection, { dump, expireAtMs }: LargeState): ComparedKey {
  const flavour = connection.traits.isValkey ? 'valkey' : 'redis';
  return {
    isAbsent: dump === null,
    expireAtMs,
    hash: async () => (dump === null ? null : storedDumpHash(dump, flavour)),
    digest: async () => (dump === null ? null : storedDumpDigest(dump, flavour)),
  };
}

async function stateAfter(key: ComparedKey): Promise<AfterState> {
  const digest = await key.digest();
  return digest === null ? { kind: 'absent' } : { kind: 'value', digest, expireAtMs: key.expireAtMs };
}

/** Writes a value that an undo replaces to another pack. */
async function keepValue(
  pack: UndoPackWriter,
  { database, key }: NumberedLargeRecord,
  { dump, expireAtMs }: LargeState,
  after: AfterState,
): Promise<{ withdraw(): Promise<void> }> {
  const writer = await pack.addLarge({ database, key, after: { kind: 'unknown' }, expireAtMs });
  try {
    await writer.begin(dump?.length ?? null);
    if (dump) for await (const piece of payloadOf(dump, -1).pieces()) await writer.take(piece);
    const number = await writer.complete();
    await pack.mark([{ number, after }]);
    return { withdraw: () => pack.mark([{ number, after: { kind: 'skipped' } }]) };
  } finally {
    await writer.end();
  }
}
