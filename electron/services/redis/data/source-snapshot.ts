import { type DataDigest, dataDigester } from './content/data-digest.ts';
import { RdbWalker } from './rdb-walker.ts';
import { type SnapshotPart, upToLength, upToMark } from './snapshot-end.ts';

/** The data that a server sent to a replica, before any command. */
export interface SourceSnapshot extends DataDigest {
  /** Of the replication stream. */
  readonly offset: number;
}

/** The longest line before the RDB that a server sends. */
const LONGEST_LINE_BYTES = 4096;

/**
 * Reads along what a server sends to a replica that connects with PSYNC, and computes the digest of the data in it.
 *
 * Before PSYNC the server answers with lines; after `+FULLRESYNC <id> <offset>` come line breaks, `$<length>` or
 * `$EOF:<40 bytes>`, and the RDB. `+CONTINUE` is followed by commands.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/replication/
 */
export class SnapshotReader {
  #phase: 'lines' | 'rdb' | 'commands' = 'lines';
  #line: Buffer = Buffer.alloc(0);
  #offset: number | null = null;
  #take: (chunk: Buffer) => SnapshotPart = upToLength(0);
  readonly #digester = dataDigester();
  readonly #walker = new RdbWalker(this.#digester.visitor);
  #snapshot: SourceSnapshot | null = null;

  /** Null until the snapshot has ended. */
  get snapshot(): SourceSnapshot | null {
    return this.#snapshot;
  }

  /**
   * @returns how many of the bytes follow the snapshot if it ends in this chunk, otherwise null
   * @throws RdbError; Error for anything else than a replication stream. The reader is of no use then.
   */
  write(chunk: Buffer): number | null {
    const rest = this.#phase === 'lines' ? this.#readLines(chunk) : chunk;
    return this.#phase === 'rdb' ? this.#readRdb(rest) : null;
  }

  /** @returns the bytes after the last line */
  #readLines(chunk: Buffer): Buffer {
    let rest = this.#line.length === 0 ? chunk : Buffer.concat([this.#line, chunk]);
    for (let end = rest.indexOf('\n'); this.#phase === 'lines' && end !== -1; end = rest.indexOf('\n')) {
      this.#readLine(rest.toString('latin1', 0, end).trim());
      rest = rest.subarray(end + 1);
    }
    if (this.#phase !== 'lines') return rest;
    if (rest.length > LONGEST_LINE_BYTES) throw new Error('the source does not answer like a Redis server');
    this.#line = Buffer.from(rest);
    return rest;
  }

  #readLine(line: string): void {
    const full = /^\+FULLRESYNC \S+ (\d+)$/.exec(line);
    if (full) this.#offset = Number(full[1]);
    else if (line.startsWith('+CONTINUE')) this.#phase = 'commands';
    else if (this.#offset !== null && line.startsWith('$')) {
      const isMarked = line.startsWith('$EOF:');
      this.#take = isMarked ? upToMark(Buffer.from(line.slice(5), 'latin1')) : upToLength(Number(line.slice(1)));
      this.#phase = 'rdb';
    }
  }

  #readRdb(chunk: Buffer): number | null {
    const { pieces, isEnd, after } = this.#take(chunk);
    for (const piece of pieces) this.#walker.write(piece);
    if (!isEnd || this.#offset === null) return null;
    this.#walker.finish();
    this.#snapshot = { ...this.#digester.digest(), offset: this.#offset };
    this.#phase = 'commands';
    return after;
  }
}
