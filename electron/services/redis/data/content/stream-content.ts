import type { HashLanes } from './hash-lanes.ts';
import { walkPacked } from './packed-walk.ts';
import type { ValueBytes } from './value-bytes.ts';

const DELETED = 1;
const SAME_FIELDS = 2;
const MASK = 0xffffffffn;

/**
 * Adds a stream to a hash: its entries, its last ID, and its groups with consumers and pending entries. Left out are what
 * older encodings lack (counters of added entries) and how the entries are divided into nodes.
 * @param version 1 to 3, of the encoding
 */
export function hashStream(value: ValueBytes, version: number, hash: HashLanes): void {
  for (let nodes = value.count(); nodes > 0; nodes--) {
    value.string();
    const id = value.text.subarray(value.textStart, value.textEnd);
    hashNode(id, value.packed(), hash);
  }
  hashTail(value, version, hash);
}

/** Adds what follows the nodes. */
export function hashTail(value: ValueBytes, version: number, hash: HashLanes): void {
  value.length();
  hashId(value, hash);
  if (version > 1) for (let counter = 0; counter < 5; counter++) value.length();
  for (let groups = value.count(); groups > 0; groups--) hashGroup(value, version, hash);
}

/**
 * Adds the entries of one node.
 * @param id the master ID, 16 bytes
 * @param node its listpack
 */
export function hashNode(id: Uint8Array, node: ValueBytes, hash: HashLanes): void {
  if (id.length !== 16) throw node.fail('a stream node without an ID');
  const view = new DataView(id.buffer, id.byteOffset, 16);
  const master = { ms: view.getBigUint64(0), sequence: view.getBigUint64(8) };
  const cells: Uint8Array[] = [];
  walkPacked(node, 'listpack', (bytes, start, end) => cells.push(new Uint8Array(bytes.subarray(start, end))));
  let at = 0;
  const next = (): Uint8Array => {
    const cell = cells[at++];
    if (cell === undefined) throw node.fail('a stream node that ends within an entry');
    return cell;
  };
  const integer = (): bigint => {
    const text = Buffer.from(next()).toString('latin1');
    if (!/^-?\d{1,20}$/.test(text)) throw node.fail('a stream entry without a number where one must be');
    return BigInt(text);
  };
  at += 2;
  const names = Array.from({ length: bounded(Number(integer()), cells, node) }, next);
  at++;
  while (at < cells.length) {
    const flags = Number(integer());
    const ms = master.ms + integer();
    const sequence = master.sequence + integer();
    const isSame = (flags & SAME_FIELDS) !== 0;
    const fields = isSame ? names.length : bounded(Number(integer()), cells, node);
    if ((flags & DELETED) !== 0) at += isSame ? fields : fields * 2;
    else {
      hashNumber(ms, hash);
      hashNumber(sequence, hash);
      hash.word(fields);
      for (let field = 0; field < fields; field++) {
        const name = isSame ? (names[field] as Uint8Array) : next();
        hash.bytes(name, 0, name.length);
        const content = next();
        hash.bytes(content, 0, content.length);
      }
    }
    at++;
  }
}

function bounded(count: number, cells: readonly unknown[], node: ValueBytes): number {
  if (count >= 0 && count <= cells.length) return count;
  throw node.fail(`a stream entry of ${count} fields`);
}

function hashNumber(value: bigint, hash: HashLanes): void {
  hash.word(Number(value & MASK) | 0);
  hash.word(Number((value >> 32n) & MASK) | 0);
}

function hashId(value: ValueBytes, hash: HashLanes): void {
  hash.double(value.length());
  hash.double(value.length());
}

function hashGroup(value: ValueBytes, version: number, hash: HashLanes): void {
  hashString(value, hash);
  hashId(value, hash);
  if (version > 1) value.length();
  for (let pending = value.count(); pending > 0; pending--) {
    const at = value.take(24);
    hash.bytes(value.bytes, at, value.at);
    hash.double(value.length());
  }
  for (let consumers = value.count(); consumers > 0; consumers--) {
    hashString(value, hash);
    // The time when it was seen changes by reading.
    value.take(version > 2 ? 16 : 8);
    for (let pending = value.count(); pending > 0; pending--) {
      const at = value.take(16);
      hash.bytes(value.bytes, at, value.at);
    }
  }
}

function hashString(value: ValueBytes, hash: HashLanes): void {
  value.string();
  hash.bytes(value.text, value.textStart, value.textEnd);
}
