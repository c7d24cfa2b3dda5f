import { CommandBuffer } from '../../redis/connection/command-buffer.ts';
import type { Reply } from '../../redis/connection/reply-parser.ts';
import { contentLanes } from '../../redis/data/content/content-hash.ts';
import { asRefusal } from '../edit/key-state.ts';
import type { NewKeys } from '../edit/pack-record.ts';
import type { UndoPackWriter } from '../edit/undo-pack.ts';
import type { ServerTraits } from '../values/key-connection.ts';
import type { KeyPage } from './key-page.ts';
import { copyBytes, payloadBytes, writePayload } from './payload.ts';
import type { SourceKeys } from './source-keys.ts';
import { addExists, EXISTS_KEYS, type TargetLink } from './target-keys.ts';

export interface WrittenKeys {
  /** Keys that the server has accepted, and still had after the batch. */
  readonly written: number;
  readonly bytes: number;
  /** Accepted, but deleted, evicted or expired before the end of the batch. */
  readonly unverified: number;
  /** Rows of keys that another client has created meanwhile. */
  readonly taken: readonly number[];
}

/** The commands of keys that the target lacks. */
export interface ReadyBatch {
  readonly page: KeyPage;
  readonly rows: readonly number[];
  readonly commands: CommandBuffer;
  readonly count: number;
  /** The number of the first record in the undo pack. */
  readonly firstRecord: number;
}

/** Of RESTORE besides its key and payload. */
const COMMAND_BYTES = 96;
const ABSTTL = Buffer.from('ABSTTL');

/**
 * Reads the values of keys that the target lacks, encodes their RESTORE, and puts a record of each into the undo pack.
 * Omits a key that a live source no longer has.
 * @param expiries of the rows; null for a key whose time has passed since the page was read
 * @param pack null for a new tenant
 */
export async function prepareMissing(
  {
    connection,
    link,
    pack,
    source,
  }: TargetLink & { readonly pack: UndoPackWriter | null; readonly source: SourceKeys },
  page: KeyPage,
  rows: readonly number[],
  expiryOf: (row: number) => number | null,
): Promise<ReadyBatch> {
  const values = await source.values(page, rows);
  const { flavour } = source;
  let room = 0;
  let nameBytes = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const bytes = page.keyEnd(row) - page.keyStart(row);
    nameBytes += bytes;
    room += (values.ends[at] ?? 0) - (values.starts[at] ?? 0) + 2 * bytes + COMMAND_BYTES;
  }
  const commands = new CommandBuffer(room);
  const records = createRecords(rows.length, nameBytes);
  const ready: number[] = [];
  const restore = restoreWriter(commands, link.name('RESTORE'), connection.traits);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const bytes = values.buffers[at] ?? null;
    const expireAtMs = expiryOf(row);
    if (bytes === null || expireAtMs === null) continue;
    const type = values.types[at] ?? 0;
    const start = values.starts[at] ?? 0;
    const end = values.ends[at] ?? 0;
    records.add(page, row, contentLanes(type, flavour, bytes, start, end), expireAtMs);
    ready.push(row);
    const place = restore(page, row, expireAtMs, payloadBytes(end - start));
    writePayload(commands.memory, place, type, flavour, bytes, start, end);
  }
  const count = ready.length + addExists(commands, link.name('EXISTS'), page, ready);
  const firstRecord = pack && ready.length > 0 ? await pack.addNew(records.of(connection.database)) : 0;
  return { page, rows: ready, commands, count, firstRecord };
}

/** Collects the columns of records in an undo pack. */
function createRecords(mostKeys: number, nameBytes: number) {
  const keys = Buffer.allocUnsafe(nameBytes);
  const keyEnds = new Uint32Array(mostKeys);
  const hashes = new Int32Array(2 * mostKeys);
  const expiries = new Float64Array(mostKeys);
  let count = 0;
  let end = 0;
  return {
    add(page: KeyPage, row: number, { low, high }: ReturnType<typeof contentLanes>, expireAtMs: number): void {
      end = copyBytes(page.keys, page.keyStart(row), page.keyEnd(row), keys, end);
      keyEnds[count] = end;
      hashes[2 * count] = low;
      hashes[2 * count + 1] = high;
      expiries[count] = expireAtMs;
      count++;
    },
    of: (database: number): NewKeys => ({ database, count, keys: keys.subarray(0, end), keyEnds, hashes, expiries }),
  };
}

/** @returns a function that encodes RESTORE, and returns the offset of its payload */
function restoreWriter(commands: CommandBuffer, name: string, traits: ServerTraits) {
  const hasAbsolute = traits.version === 0 || traits.version >= 50_000;
  return (page: KeyPage, row: number, expireAtMs: number, length: number): number => {
    const isAbsolute = expireAtMs >= 0 && hasAbsolute;
    commands.command(name, isAbsolute ? 5 : 4).word(page.keys, page.keyStart(row), page.keyEnd(row));
    commands.number(expireAtMs < 0 ? 0 : hasAbsolute ? expireAtMs : Math.max(1, Math.ceil(expireAtMs - Date.now())));
    const place = commands.space(length);
    if (isAbsolute) commands.word(ABSTTL, 0, ABSTTL.length);
    return place;
  };
}

/**
 * Writes a batch. RESTORE without REPLACE refuses an existing key, so that a key which another client creates meanwhile
 * is not overwritten. The server verifies the checksum of each payload before it accepts it, so a value need not be
 * read back; EXISTS in the same write finds keys that it has evicted since, or whose time has passed.
 * @throws AppError WRITE_REFUSED; the journal undoes the keys written before
 */
export async function sendMissing(
  { connection, link, pack }: TargetLink & { readonly pack: UndoPackWriter | null },
  { page, rows, commands, count, firstRecord }: ReadyBatch,
): Promise<WrittenKeys> {
  if (rows.length === 0) return { written: 0, bytes: 0, unverified: 0, taken: [] };
  const replies = await link.send([commands.bytes], count);
  const taken: number[] = [];
  const skipped: { readonly number: number; readonly after: { readonly kind: 'skipped' } }[] = [];
  let failed: Error | null = null;
  for (let at = 0; at < rows.length; at++) {
    const reply = replies[at];
    if (reply === 'OK') continue;
    if (isBusy(reply)) {
      taken.push(rows[at] ?? 0);
      skipped.push({ number: firstRecord + at, after: { kind: 'skipped' } });
    } else failed ??= reply instanceof Error ? reply : new Error('the reply is not from a Redis server');
  }
  if (skipped.length > 0) await pack?.mark(skipped);
  if (failed) throw asRefusal(connection, failed);
  const lost = new Set(await lostOf({ connection, link }, page, rows, replies.slice(rows.length)));
  for (const row of taken) lost.add(row);
  let bytes = 0;
  for (const row of rows) if (!lost.has(row)) bytes += page.sizes[row] ?? 0;
  const unverified = lost.size - taken.length;
  return { written: rows.length - lost.size, bytes, unverified, taken };
}

/** The rows of keys that the target no longer has. @param counts the replies of EXISTS */
async function lostOf(
  { connection, link }: TargetLink,
  page: KeyPage,
  rows: readonly number[],
  counts: readonly Reply[],
): Promise<readonly number[]> {
  const lost: number[] = [];
  for (const [at, count] of counts.entries()) {
    if (count instanceof Error) throw asRefusal(connection, count);
    const part = rows.slice(at * EXISTS_KEYS, (at + 1) * EXISTS_KEYS);
    if (Number(count) === part.length) continue;
    const commands = new CommandBuffer(part.length * COMMAND_BYTES);
    for (const row of part)
      commands.command(link.name('EXISTS'), 2).word(page.keys, page.keyStart(row), page.keyEnd(row));
    const each = await link.send([commands.bytes], part.length);
    for (const [index, row] of part.entries()) if (each[index] !== 1) lost.push(row);
  }
  return lost;
}

function isBusy(reply: Reply | undefined): boolean {
  return reply instanceof Error && reply.message.startsWith('BUSYKEY');
}
