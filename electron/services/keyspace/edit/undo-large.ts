import type { BulkConnection } from '../values/bulk-connection.ts';
import { arrivingDump } from './arriving-dump.ts';
import { isOutOfMemory } from './key-state.ts';
import { payloadOf, receiveDump, replaceWatched, replaceWithoutMemory, unwatch, watchKey } from './large-key.ts';
import type { LargeRecordWriter } from './large-record.ts';
import type { AfterState } from './pack-record.ts';
import { type StoredDump, storedDumpDigest, storedDumpHash } from './stored-dump.ts';
import type { NumberedLargeRecord, UndoPackWriter } from './undo-pack.ts';
import type { UndoneKeys, UndoOptions } from './undone-keys.ts';
import { type ComparedKey, verdictOf } from './verdict.ts';

const ROUNDS = 5;
const nothing: UndoneKeys = { restored: 0, skipped: 0, left: [], overwritten: 0, unknown: [] };

/** A large key as the server has it. */
interface CurrentKey extends ComparedKey {
  /** Of its DUMP. */
  readonly sha1: string;
}

type Options = Required<Pick<UndoOptions, 'unclearKeys' | 'overwrite'>>;

/**
 * Restores the former value of one key that is too large for memory. Its current value is only read through, so an undo
 * needs no free disk. The former one comes from the file of the pack.
 */
export async function undoLarge(
  to: BulkConnection,
  record: NumberedLargeRecord,
  options: Options,
): Promise<UndoneKeys> {
  for (let round = 0; round < ROUNDS; round++) {
    const undone = await undoOnce(to, record, options);
    if (undone !== null) return undone;
  }
  return { ...nothing, skipped: 1, left: [record] };
}

/** @returns null if another client has changed the key meanwhile */
async function undoOnce(
  to: BulkConnection,
  record: NumberedLargeRecord,
  { unclearKeys, overwrite }: Options,
): Promise<UndoneKeys | null> {
  const { number, database, key, before, after } = record;
  const { expireAtMs } = await watchKey(to, key);
  const kept = (await overwrite?.addLarge({ database, key, after: { kind: 'unknown' }, expireAtMs })) ?? null;
  try {
    const current = await readCurrent(to, record, expireAtMs, kept);
    const former = storedKey(to, before.dump, before.expireAtMs);
    const found = await verdictOf(to.connection, after, former, current);
    const verdict = found === 'unknown' && unclearKeys === 'restore' ? 'restore' : found;
    const isKept = verdict === 'changed' && overwrite !== null && kept !== null;
    if (verdict !== 'restore' && !isKept) {
      await unwatch(to);
      if (verdict === 'done') return nothing;
      if (verdict === 'changed') return { ...nothing, skipped: 1, left: [record] };
      return { ...nothing, unknown: [{ number, after: await stateAfter(current) }] };
    }
    const withdraw = isKept ? await keep(overwrite, kept, await stateAfter(former)) : null;
    const next = before.dump && payloadOf(before.dump, before.expireAtMs);
    try {
      const done = await replaceWatched(to, key, next);
      if (done === null) {
        await withdraw?.();
        return null;
      }
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      if (!(await replaceWithoutMemory(to, key, current.sha1, next))) {
        await withdraw?.();
        return { ...nothing, skipped: 1, left: [record] };
      }
    }
    return { ...nothing, restored: 1, overwritten: isKept ? 1 : 0 };
  } finally {
    await kept?.end();
  }
}

/** @param kept stores the value too */
async function readCurrent(
  to: BulkConnection,
  { key, after }: NumberedLargeRecord,
  expireAtMs: number,
  kept: LargeRecordWriter | null,
): Promise<CurrentKey> {
  // Of the same kind as the state after the change.
  const kind = after.kind === 'content' ? 'hash' : 'digest';
  const arriving = arrivingDump(kind, flavourOf(to));
  const found = await receiveDump(to, key, {
    begin: async (bytes) => {
      await kept?.begin(bytes);
      await arriving.begin(bytes);
    },
    take: async (bytes) => {
      await kept?.take(bytes);
      await arriving.take(bytes);
    },
  });
  if (!found) {
    await kept?.begin(null);
    return { isAbsent: true, expireAtMs: -1, hash: async () => null, digest: async () => null, sha1: EMPTY_SHA1 };
  }
  const { value, sha1 } = await arriving.result();
  const only = (wanted: typeof kind) => async () => {
    if (wanted !== kind) throw new Error(`only the ${kind} of the value was computed`);
    return value;
  };
  return { isAbsent: false, expireAtMs, hash: only('hash'), digest: only('digest'), sha1 };
}

const EMPTY_SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

function flavourOf({ connection }: BulkConnection) {
  return connection.traits.isValkey ? 'valkey' : 'redis';
}

function storedKey(to: BulkConnection, dump: StoredDump | null, expireAtMs: number): ComparedKey {
  const flavour = flavourOf(to);
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

/** Completes the record of a value that an undo replaces. @returns withdraws it */
async function keep(pack: UndoPackWriter, kept: LargeRecordWriter, after: AfterState): Promise<() => Promise<void>> {
  const number = await kept.complete();
  await pack.mark([{ number, after }]);
  return () => pack.mark([{ number, after: { kind: 'skipped' } }]);
}
