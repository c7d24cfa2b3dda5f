import { createRdbCounter } from '../../redis/data/count-rdb.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import { RdbWalker } from '../../redis/data/rdb-walker.ts';

/** The format of a file by its bytes, not its name. */
export interface DataContent {
  readonly form: 'rdb' | 'aof' | 'other';
  readonly sizeBytes: number;
  /** Of an RDB, or of the RDB at the beginning of an AOF; else null. */
  readonly rdb: RdbSummary | null;
  /** Bytes after the end of an RDB that are not commands. */
  readonly strayBytes: number;
}

export interface RdbSummary {
  /** Expired keys included. Of a damaged file, the keys before the damage. */
  readonly databases: readonly { readonly index: number; readonly keys: number; readonly expires: number }[];
  readonly keys: number;
  /** It is the base of a multi-part AOF: later writes are in other files. */
  readonly isBase: boolean;
  /** The version that wrote it, if recorded. */
  readonly redisVersion: string | null;
  /** Dragonfly wrote it: as a snapshot that Redis can load, or as one of the files of its own format. */
  readonly isDragonfly: boolean;
  /** Members of hashes and sets for which KeyDB wrote an expiry. */
  readonly memberExpiries: number;
  /** Why it cannot be read to its end; null if it can. */
  readonly fault: string | null;
}

/** An AOF begins with a command, or with the timestamp annotation that Redis 7 may write. */
const AOF_HEAD = /^(?:\*[1-9]\d*\r\n\$\d|#TS:\d)/;
const HEAD_BYTES = 64;

/**
 * Whether a file is one of those that Dragonfly writes in its own format: a summary without keys, and a file of each shard
 * that may look like a whole RDB. Redis loads none of them completely.
 */
export function isDragonflyFormat(path: string, { rdb }: DataContent): boolean {
  return rdb?.isDragonfly === true && (rdb.fault !== null || rdb.keys === 0 || /\.dfs$/i.test(path));
}

/** Determines the format of chunked data in bounded memory: walks an RDB to its end and checks what follows. */
export class DataContentReader {
  readonly #counter = createRdbCounter();
  readonly #walker = new RdbWalker(this.#counter.visitor);
  #head = Buffer.alloc(0);
  #form: 'rdb' | 'aof' | 'other' | null = null;
  #sizeBytes = 0;
  #fault: RdbError | null = null;
  /** The first bytes after the end of the RDB; null before its end. */
  #tail: Buffer | null = null;

  write(chunk: Uint8Array): void {
    this.#sizeBytes += chunk.length;
    if (this.#form !== null) {
      this.#walk(chunk);
      return;
    }
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.length >= HEAD_BYTES) this.#decide();
  }

  finish(): DataContent {
    if (this.#form === null) this.#decide();
    const end = this.#form === 'rdb' ? this.#finishRdb() : null;
    const tailBytes = end === null ? 0 : this.#sizeBytes - end;
    const hasCommands = tailBytes > 0 && AOF_HEAD.test(this.#tail?.toString('latin1') ?? '');
    const form = this.#form === 'rdb' && hasCommands ? 'aof' : (this.#form ?? 'other');
    return {
      form,
      sizeBytes: this.#sizeBytes,
      strayBytes: hasCommands ? 0 : tailBytes,
      rdb: this.#form === 'rdb' ? this.#summary() : null,
    };
  }

  #summary(): RdbSummary {
    const databases = this.#counter.databases();
    return {
      databases,
      keys: databases.reduce((sum, { keys }) => sum + keys, 0),
      isBase: this.#counter.aux.get('aof-base') === '1',
      redisVersion: this.#counter.aux.get('valkey-ver') ?? this.#counter.aux.get('redis-ver') ?? null,
      isDragonfly: this.#counter.aux.has('df-ver'),
      memberExpiries: this.#counter.memberExpiries(),
      fault: this.#fault?.message ?? null,
    };
  }

  #decide(): void {
    const head = this.#head;
    this.#head = Buffer.alloc(0);
    const text = head.toString('latin1', 0, HEAD_BYTES);
    this.#form = /^(?:REDIS\d{4}|VALKEY\d{3})/.test(text) ? 'rdb' : AOF_HEAD.test(text) ? 'aof' : 'other';
    this.#walk(head);
  }

  #walk(chunk: Uint8Array): void {
    if (this.#form !== 'rdb' || this.#fault !== null) return;
    if (this.#tail !== null) {
      if (this.#tail.length < HEAD_BYTES) this.#tail = Buffer.concat([this.#tail, chunk.subarray(0, HEAD_BYTES)]);
      return;
    }
    try {
      if (this.#walker.write(chunk)) this.#tail = Buffer.from(this.#walker.rest.subarray(0, HEAD_BYTES));
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @returns the offset after the RDB; null if it cannot be read to its end */
  #finishRdb(): number | null {
    if (this.#fault !== null) return null;
    try {
      const { endOffset } = this.#walker.finish();
      this.#tail ??= Buffer.from(this.#walker.rest.subarray(0, HEAD_BYTES));
      return endOffset;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  #failed(error: unknown): void {
    if (!(error instanceof RdbError)) throw error;
    this.#fault = error;
  }
}
