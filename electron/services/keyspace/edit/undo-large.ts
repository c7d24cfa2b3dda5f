import type { BulkConnection } from '../values/bulk-connection.ts';
import { arrivingDump } from './arriving-dump.ts';
import { isOutOfMemory } from './key-state.ts';
import {
  type LargePayload,
  payloadOf,
  receiveDump,
  replaceWatched,
  replaceWithoutMemory,
  shownKey,
  unwatch,
  watchKey,
} from './large-key.ts';
import type { LargeRecordWriter } from './large-record.ts';
import { both, countBytes, type LargeReport, partOf, reportReply } from './large-report.ts';
import type { AfterState } from './pack-record.ts';
import { storedDumpDigest, storedDumpHash } from './stored-dump.ts';
import type { NumberedLargeRecord, UndoPackWriter } from './undo-pack.ts';
import type { UndoneKeys, UndoReport, UndoWork } from './undone-keys.ts';
import { type ComparedKey, verdictOf } from './verdict.ts';

const ROUNDS = 5;
/** How much of the work on a value is done then. */
const CURRENT_READ = 0.4;
const FORMER_READ = 0.5;
const nothing: UndoneKeys = { restored: 0, skipped: 0, left: [], overwritten: 0, unknown: [] };

/** A large key as the server has it. */
interface CurrentKey extends ComparedKey {
  /** Of its DUMP. */
  readonly sha1: string;
}

/**
 * Restores the former value of one key that is too large for memory. Its current value is only read through, so an undo
 * needs no free disk. The former one comes from the file of the pack.
 */
export async function undoLarge(to: BulkConnection, record: NumberedLargeRecord, work: UndoWork): Promise<UndoneKeys> {
  for (let round = 0; round < ROUNDS; round++) {
    const undone = await undoOnce(to, record, work);
    if (undone !== null) return undone;
  }
  return { ...nothing, skipped: 1, left: [record] };
}

/** @returns null if another client has changed the key meanwhile */
async function undoOnce(
  to: BulkConnection,
  record: NumberedLargeRecord,
  { report, unclearKeys, overwrite }: UndoWork,
): Promise<UndoneKeys | null> {
  const { number, database, key, before, after } = record;
  report.stopIfCancelled();
  const { expireAtMs } = await watchKey(to, key);
  const kept = (await overwrite?.addLarge({ database, key, after: { kind: 'unknown' }, expireAtMs })) ?? null;
  try {
    const current = await readCurrent(to, record, expireAtMs, kept, partOf(report, 0, CURRENT_READ));
    const former = storedKey(to, record, partOf(report, CURRENT_READ, FORMER_READ));
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
    const next = before.dump && sent(payloadOf(before.dump, before.expireAtMs), key, report);
    try {
      if (next === null) report.commitPoint();
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
  report: LargeReport,
): Promise<CurrentKey> {
  // Of the same kind as the state after the change.
  const kind = after.kind === 'content' ? 'hash' : 'digest';
  const arriving = arrivingDump(kind, flavourOf(to));
  const into = kept ? both(kept, arriving) : arriving;
  const found = await receiveDump(to, key, reportReply(into, `current value of ${shownKey(key)}`, report));
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

/** The former value, which is in the pack. */
function storedKey(to: BulkConnection, { key, before }: NumberedLargeRecord, report: LargeReport): ComparedKey {
  const flavour = flavourOf(to);
  const { dump, expireAtMs } = before;
  const onRead = countBytes(report, `former value of ${shownKey(key)}`, dump?.length ?? 0);
  return {
    isAbsent: dump === null,
    expireAtMs,
    hash: async () => (dump === null ? null : storedDumpHash(dump, flavour, onRead)),
    digest: async () => (dump === null ? null : storedDumpDigest(dump, flavour)),
  };
}

/** The payload of the former value. Until its last piece, the command has no effect. */
function sent({ length, expireAtMs, pieces }: LargePayload, key: Buffer, report: UndoReport): LargePayload {
  const onPiece = countBytes(partOf(report, FORMER_READ, 1), shownKey(key), length);
  return {
    length,
    expireAtMs,
    async *pieces() {
      let done = 0;
      for await (const piece of pieces()) {
        onPiece(done);
        done += piece.length;
        if (done >= length) report.commitPoint();
        yield piece;
      }
    },
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
