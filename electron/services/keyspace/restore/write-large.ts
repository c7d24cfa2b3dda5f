import type { RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';
import { storedHash } from '../../redis/data/content/stored-hash.ts';
import { arrivingDump } from '../edit/arriving-dump.ts';
import { isSameExpiry } from '../edit/key-state.ts';
import { type LargePayload, replaceWatched, shownKey, unwatch, type WatchedKey, watchKey } from '../edit/large-key.ts';
import type { LargeRecordWriter } from '../edit/large-record.ts';
import { both, countBytes, type LargeReport, partOf } from '../edit/large-report.ts';
import { receiveFormer } from '../edit/store-former.ts';
import type { UndoPackWriter } from '../edit/undo-pack.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import { payloadBytes, payloadPieces } from './payload.ts';
import { isNewerInSource, type Times } from './rules.ts';
import type { StoredValue } from './source-keys.ts';

/** After this many rounds, a key that other clients change constantly is left unchanged. */
const ROUNDS = 5;

/** How much of the work on a value is done then. */
const SOURCE_READ = 0.2;
const FORMER_STORED = 0.5;

/** A key whose value is too large for memory. */
export interface LargeKeyToWrite {
  readonly key: Buffer;
  readonly value: StoredValue;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
}

export interface LargeWork extends BulkConnection {
  /** Null for a new tenant. */
  readonly pack: UndoPackWriter | null;
  /** Of this value. */
  readonly report: LargeReport;
}

type Outcome = 'restored' | 'overwritten' | 'skipped' | 'equal' | 'unverified';
type Rules = Pick<RestoreKeysRequest, 'existing' | 'only'>;

/**
 * Writes one key in pieces, under WATCH. The former value is on disk first, and is compared there, so that the server
 * serialises it once and loads the new one once.
 * @throws AppError WRITE_REFUSED; the reason of a cancel
 */
export async function writeLarge(work: LargeWork, one: LargeKeyToWrite, rules: Rules, times: Times): Promise<Outcome> {
  const { bytes, place } = one.value;
  const inSource = countBytes(partOf(work.report, 0, SOURCE_READ), `${shownKey(one.key)} in the source`, place.length);
  const hash = await storedHash(bytes, place, inSource);
  for (let round = 0; round < ROUNDS; round++) {
    work.report.stopIfCancelled();
    const now = await watchKey(work, one.key, rules.existing === 'newer');
    const outcome = await attempt(work, one, hash, now, rules, times);
    if (outcome !== null) return outcome;
  }
  return 'skipped';
}

/** @returns null if another client has changed the key, and nothing was written */
async function attempt(
  work: LargeWork,
  one: LargeKeyToWrite,
  hash: string,
  now: WatchedKey,
  { existing, only }: Rules,
  times: Times,
): Promise<Outcome | null> {
  const { connection, pack } = work;
  const isKept = existing === 'newer' && !isNewerInSource(now.idleSeconds, times);
  const takesMissing = only?.includes('missing') !== false;
  const takesPresent = existing !== 'skip' && !isKept && only?.every((kind) => kind === 'missing') !== true;
  if (now.exists ? !takesPresent : !takesMissing) {
    await unwatch(work);
    return 'skipped';
  }
  const after = { kind: 'content', hash, expireAtMs: one.expireAtMs } as const;
  const { key } = one;
  const record = await pack?.addLarge({ database: connection.database, key, after, expireAtMs: now.expireAtMs });
  try {
    if (record) {
      const difference = await storeFormer(work, one, hash, now, record);
      if (difference === null || only?.includes(difference) === false) {
        await unwatch(work);
        return difference === null ? 'equal' : 'skipped';
      }
    }
    const number = (await record?.complete()) ?? 0;
    const done = await replaceWatched(work, key, payloadOf(work, one));
    if (done === null) {
      await pack?.mark([{ number, after: { kind: 'skipped' } }]);
      return null;
    }
    if (!done.exists) return 'unverified';
    return now.exists ? 'overwritten' : 'restored';
  } finally {
    await record?.end();
  }
}

/** Writes the former value to its record. @returns how it differs from the new one; null if it does not */
async function storeFormer(
  work: LargeWork,
  { key, expireAtMs }: LargeKeyToWrite,
  hash: string,
  now: WatchedKey,
  record: LargeRecordWriter,
): Promise<'missing' | 'changed' | 'expiry' | null> {
  const { connection, report } = work;
  const arriving = arrivingDump('hash', connection.traits.isValkey ? 'valkey' : 'redis');
  const received = partOf(report, SOURCE_READ, FORMER_STORED);
  if (!(now.exists && (await receiveFormer(work, key, both(record, arriving), received)))) {
    await record.begin(null);
    return 'missing';
  }
  if ((await arriving.result()).value !== hash) return 'changed';
  return isSameExpiry(connection, now.expireAtMs, expireAtMs) ? null : 'expiry';
}

function payloadOf({ report }: LargeWork, { key, value, expireAtMs }: LargeKeyToWrite): LargePayload {
  const { length } = value.place;
  const sent = countBytes(partOf(report, FORMER_STORED, 1), shownKey(key), length);
  return { length: payloadBytes(length), expireAtMs, pieces: () => payloadPieces(value, sent) };
}
