import type { Entries } from './packed-entries.ts';
import { openPacked } from './rows.ts';
import type { Content, Element, ValueReader } from './value-reader.ts';

export interface StreamEntry {
  readonly id: string;
  readonly fields: readonly (readonly [Element, Element])[];
}

/** Limits the memory for one entry. Redis itself becomes unusable with entries near this. */
const MAX_FIELDS = 10_000;
const MAX_ENTRY_BYTES = 4 * 1024 * 1024;
const MASTER_ID_BYTES = 16;

const DELETED = 1;
const SAME_FIELDS = 2;

/** The entries of one node of a stream: a listpack that begins with a master entry. */
interface Node {
  /** Entries that are not deleted. */
  readonly count: number;
  /** @returns null at the end */
  next(max: number): Promise<StreamEntry | null>;
  skip(): Promise<boolean>;
}

/** Reads the nodes of a stream, one after the other, from their count on. */
export class StreamNodes {
  readonly #reader: ValueReader;
  #nodes: number;
  #node: Node | null = null;
  #end = 0;

  private constructor(reader: ValueReader, nodes: number) {
    this.#reader = reader;
    this.#nodes = nodes;
  }

  /** @throws RdbError */
  static async open(reader: ValueReader): Promise<StreamNodes> {
    const nodes = await reader.length();
    if (nodes > reader.remaining) throw reader.fail(`${nodes} nodes do not fit into the value`);
    return new StreamNodes(reader, nodes);
  }

  /** @returns null after the last entry of the last node */
  async next(max: number): Promise<StreamEntry | null> {
    for (;;) {
      const entry = await this.#node?.next(max);
      if (entry) return entry;
      if (!(await this.#openNext())) return null;
    }
  }

  /** @returns the skipped entries, fewer at the end */
  async skip(count: number): Promise<number> {
    let skipped = 0;
    while (skipped < count) {
      if (await this.#node?.skip()) skipped++;
      else if (!(await this.#openNext())) break;
      else if (this.#node && this.#node.count <= count - skipped) {
        skipped += this.#node.count;
        this.#node = null;
      }
    }
    return skipped;
  }

  /** Moves to the first byte after the nodes, without reading them. */
  async end(): Promise<void> {
    const reader = this.#reader;
    if (this.#end > 0) reader.skip(this.#end - reader.offset);
    this.#end = 0;
    this.#node = null;
    for (; this.#nodes > 0; this.#nodes--) {
      for (let string = 0; string < 2; string++) {
        if (!reader.isReady) await reader.fill();
        reader.cursor.skipString();
      }
    }
    reader.check();
  }

  async #openNext(): Promise<boolean> {
    const reader = this.#reader;
    if (this.#end > 0) reader.skip(this.#end - reader.offset);
    this.#end = 0;
    this.#node = null;
    if (this.#nodes === 0) return false;
    this.#nodes--;
    const id = await reader.string(MASTER_ID_BYTES);
    if (id.totalBytes !== MASTER_ID_BYTES) throw reader.fail(`a stream node with an ID of ${id.totalBytes} bytes`);
    const content = await reader.content();
    this.#end = content.reader === reader ? content.end : reader.offset;
    this.#node = await openNode(content, id.data);
    return true;
  }
}

async function openNode(content: Content, id: Uint8Array): Promise<Node> {
  const { reader } = content;
  const master = new DataView(id.buffer, id.byteOffset, id.length);
  const masterMs = master.getBigUint64(0);
  const masterSequence = master.getBigUint64(8);
  const entries = await openPacked(content, 'listpack');
  const count = Number(await integer(entries, reader));
  await integer(entries, reader);
  const names: Element[] = [];
  const budget = { bytes: MAX_ENTRY_BYTES };
  const fieldCount = await boundedCount(entries, reader);
  for (let field = 0; field < fieldCount; field++) names.push(await string(entries, reader, MAX_ENTRY_BYTES, budget));
  await integer(entries, reader);

  /** Reads the head of the next entry. Null at the end. */
  const head = async () => {
    const first = await entries.next(32);
    if (first === null) return null;
    const flags = Number(toInteger(first, reader));
    const ms = masterMs + (await integer(entries, reader));
    const sequence = masterSequence + (await integer(entries, reader));
    const isSame = (flags & SAME_FIELDS) !== 0;
    const fields = isSame ? names.length : await boundedCount(entries, reader);
    return { flags, id: `${ms}-${sequence}`, isSame, fields };
  };
  const skipCells = async (cells: number) => {
    for (let left = cells; left > 0; left--) if (!(await entries.skip())) throw incomplete(reader);
  };

  return {
    count,
    async next(max) {
      for (;;) {
        const found = await head();
        if (found === null) return null;
        const { flags, isSame, fields, id } = found;
        if ((flags & DELETED) !== 0) {
          await skipCells((isSame ? fields : fields * 2) + 1);
          continue;
        }
        const left = { bytes: MAX_ENTRY_BYTES };
        const pairs: [Element, Element][] = [];
        for (let field = 0; field < fields; field++) {
          const name = isSame ? names[field] : await string(entries, reader, max, left);
          if (name) pairs.push([cut(name, max), await string(entries, reader, max, left)]);
        }
        await skipCells(1);
        return { id, fields: pairs };
      }
    },
    async skip() {
      for (;;) {
        const found = await head();
        if (found === null) return false;
        await skipCells((found.isSame ? found.fields : found.fields * 2) + 1);
        if ((found.flags & DELETED) === 0) return true;
      }
    },
  };
}

function cut({ data, totalBytes }: Element, max: number): Element {
  return { data: data.subarray(0, max), totalBytes };
}

async function string(entries: Entries, reader: ValueReader, max: number, left: { bytes: number }): Promise<Element> {
  const element = await entries.next(Math.min(max, left.bytes));
  if (element === null) throw incomplete(reader);
  left.bytes -= element.data.length;
  return element;
}

async function boundedCount(entries: Entries, reader: ValueReader): Promise<number> {
  const count = await integer(entries, reader);
  if (count < 0n || count > MAX_FIELDS) throw reader.fail(`a stream entry of ${count} fields`, 'unsupported');
  return Number(count);
}

async function integer(entries: Entries, reader: ValueReader): Promise<bigint> {
  const element = await entries.next(32);
  if (element === null) throw incomplete(reader);
  return toInteger(element, reader);
}

function toInteger({ data }: Element, reader: ValueReader): bigint {
  const text = Buffer.from(data).toString('latin1');
  if (!/^-?\d{1,20}$/.test(text)) throw reader.fail('a stream entry without a number where one must be');
  return BigInt(text);
}

function incomplete(reader: ValueReader): Error {
  return reader.fail('a stream node that ends within an entry');
}
