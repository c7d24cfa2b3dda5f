import type { BulkLink } from '../../redis/connection/bulk-link.ts';
import type { Reply } from '../../redis/connection/reply-parser.ts';
import { ABSENT, asRefusal, DUMP_TAIL_BYTES, dumpHash, isSameExpiry } from '../edit/key-state.ts';
import type { UndoPackWriter } from '../edit/undo-pack.ts';
import type { KeyConnection } from '../values/key-connection.ts';

/** A key that is ready to be written. */
export interface ReadyKey {
  readonly key: Buffer;
  /** For RESTORE. */
  readonly payload: Buffer;
  /** `contentHash` of the value. */
  readonly hash: string;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
}

export interface WrittenKeys {
  /** Keys that were read back with their value. */
  readonly written: number;
  readonly bytes: number;
  /** Written, but changed, evicted or expired before they were read back. */
  readonly unverified: number;
  /** Another client has created them meanwhile. */
  readonly taken: readonly ReadyKey[];
}

/**
 * Writes keys that the target lacks, and reads them back. RESTORE without REPLACE refuses a key that exists, so that a key
 * which another client creates meanwhile is not overwritten.
 * @param pack null for a new tenant
 * @throws AppError WRITE_REFUSED; the keys written before are undone by the journal
 */
export async function writeMissing(
  { connection, link, pack }: { connection: KeyConnection; link: BulkLink; pack: UndoPackWriter | null },
  keys: readonly ReadyKey[],
): Promise<WrittenKeys> {
  if (keys.length === 0) return { written: 0, bytes: 0, unverified: 0, taken: [] };
  const { database } = connection;
  const records = keys.map(({ key, hash, expireAtMs }) => ({
    ...{ database, key, before: ABSENT },
    after: { kind: 'content', hash, expireAtMs } as const,
  }));
  const first = (await pack?.add(records)) ?? 0;
  const hasAbsolute = connection.traits.version === 0 || connection.traits.version >= 50_000;
  const hasExpireTime = connection.traits.isValkey || connection.traits.version >= 70_000;
  const timed = keys.filter(({ expireAtMs }) => expireAtMs >= 0);
  const parts = [
    ...keys.flatMap((one) => restoreParts(one, hasAbsolute)),
    ...keys.map(({ key }) => commandOf('DUMP', key)),
    ...timed.map(({ key }) => commandOf(hasExpireTime ? 'PEXPIRETIME' : 'PTTL', key)),
  ];
  const replies = await link.send(parts, 2 * keys.length + timed.length);
  const restored = replies.slice(0, keys.length);
  const taken = keys.filter((_, at) => isBusy(restored[at]));
  const skipped = keys.flatMap((_, at) =>
    isBusy(restored[at]) ? [{ number: first + at, after: { kind: 'skipped' } as const }] : [],
  );
  if (skipped.length > 0) await pack?.mark(skipped);
  const failed = restored.find((reply) => reply instanceof Error && !isBusy(reply));
  if (failed instanceof Error) throw asRefusal(connection, failed);
  const times = new Map(timed.map(({ key }, at) => [key, replies[2 * keys.length + at]]));
  let written = 0;
  let bytes = 0;
  for (const [at, one] of keys.entries()) {
    if (isBusy(restored[at])) continue;
    const dump = replies[keys.length + at];
    if (dump instanceof Error) throw asRefusal(connection, dump);
    if (!Buffer.isBuffer(dump) || !isWritten(connection, one, dump, times.get(one.key))) continue;
    written++;
    bytes += one.key.length + one.payload.length;
  }
  return { written, bytes, unverified: keys.length - taken.length - written, taken };
}

function isWritten(connection: KeyConnection, one: ReadyKey, dump: Buffer, time: Reply | undefined): boolean {
  const end = one.payload.length - DUMP_TAIL_BYTES;
  const isSame =
    (dump.length === one.payload.length && dump.compare(one.payload, 0, end, 0, end) === 0) ||
    dumpHash(connection, dump) === one.hash;
  if (!isSame || one.expireAtMs < 0) return isSame;
  if (typeof time !== 'number' || time < 0) return false;
  const isAbsolute = connection.traits.isValkey || connection.traits.version >= 70_000;
  return isSameExpiry(connection, isAbsolute ? time : Date.now() + time, one.expireAtMs);
}

function isBusy(reply: Reply | undefined): boolean {
  return reply instanceof Error && reply.message.startsWith('BUSYKEY');
}

const LINE_END = Buffer.from('\r\n');
/** Smaller payloads are copied into one buffer with their command, larger ones are sent as they are. */
const COPIED_BYTES = 16 * 1024;

function restoreParts({ key, payload, expireAtMs }: ReadyKey, hasAbsolute: boolean): readonly Uint8Array[] {
  const isTimed = expireAtMs >= 0;
  const time = String(!isTimed ? 0 : hasAbsolute ? expireAtMs : Math.max(1, expireAtMs - Date.now()));
  const words = isTimed && hasAbsolute ? 5 : 4;
  const head = `*${words}\r\n$7\r\nRESTORE\r\n$${key.length}\r\n`;
  const middle = `\r\n$${time.length}\r\n${time}\r\n$${payload.length}\r\n`;
  const tail = words === 5 ? '\r\n$6\r\nABSTTL\r\n' : '\r\n';
  if (payload.length > COPIED_BYTES) return [Buffer.from(head), key, Buffer.from(middle), payload, Buffer.from(tail)];
  const part = Buffer.allocUnsafe(head.length + key.length + middle.length + payload.length + tail.length);
  let at = part.write(head, 0, 'latin1');
  at += key.copy(part, at);
  at += part.write(middle, at, 'latin1');
  at += payload.copy(part, at);
  part.write(tail, at, 'latin1');
  return [part];
}

function commandOf(name: string, key: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`*2\r\n$${name.length}\r\n${name}\r\n$${key.length}\r\n`), key, LINE_END]);
}
