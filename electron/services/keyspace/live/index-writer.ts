import type { KeyType } from '../../../../shared/contract/key-name.ts';
import { rdbType } from '../../redis/data/rdb-format.ts';
import type { KeySink } from '../index/key-sink.ts';
import { effectOf } from './command-effects.ts';
import type { EffectTarget, Sizing } from './effect-target.ts';
import type { StreamCommand } from './stream-parser.ts';
import type { TypeBytes } from './type-bytes.ts';

/** Keys whose state the server is asked for. */
export interface Questions {
  /** Whether any key waits for an answer; `touched` matters only then. */
  readonly isIdle: boolean;
  ask(database: number, key: Buffer, sizing: Sizing): void;
  isOpen(database: number, key: Buffer): boolean;
  /** Makes a pending answer obsolete if it was given before `offset`. */
  touched(database: number, key: Buffer, offset: number): void;
  /** Like {@link touched} for every key of a database, or of all. */
  touchedAll(database: number | 'all', offset: number): void;
  /** Requests the keys of both databases again: a pending one may have changed sides. */
  swapped(first: number, second: number, offset: number): void;
  unknown(database: number, command: StreamCommand): void;
  functionsChanged(): void;
}

/** A string's header in an RDB. */
const HEADER_BYTES = 2;

/** Applies the commands of a replication stream to an index. */
export class IndexWriter implements EffectTarget {
  readonly #sink: KeySink;
  readonly #questions: Questions;
  readonly #types: TypeBytes;
  #database: number;
  /** The end of the current command in the stream. */
  #offset = 0;
  readonly #new = {
    database: 0,
    keyBytes: Buffer.alloc(0) as Uint8Array,
    keyStart: 0,
    keyEnd: 0,
    type: 0,
    expireAtMs: -1,
    sizeBytes: 0,
    offset: 0,
    length: 0,
  };

  /** @param database the one that the stream begins with */
  constructor(sink: KeySink, questions: Questions, types: TypeBytes, database: number) {
    this.#sink = sink;
    this.#questions = questions;
    this.#types = types;
    this.#database = database;
  }

  apply(command: StreamCommand, offset: number): void {
    this.#offset = offset;
    effectOf(command.name).apply(this, command);
  }

  /** Writes what the server answered. @param type null: there is no such key */
  write(database: number, key: Buffer, type: KeyType | null, expireAtMs: number, valueBytes: number | null): void {
    if (type === null) {
      this.#sink.remove(database, key);
      return;
    }
    const known = this.#sink.get(database, key);
    const kept = known !== null && rdbType(known.type)?.type === type;
    const size = valueBytes === null ? (known?.sizeBytes ?? key.length) : key.length + valueBytes;
    this.#put(database, key, kept ? known.type : this.#types[type], size, expireAtMs);
  }

  select(database: number): void {
    this.#database = database;
  }

  set(key: Buffer, type: KeyType, valueBytes: number, expireAtMs: number | null): void {
    this.restore(key, this.#types[type], HEADER_BYTES + valueBytes, expireAtMs);
  }

  restore(key: Buffer, typeByte: number, valueBytes: number, expireAtMs: number | null): void {
    this.#touch(this.#database, key);
    const expiry = expireAtMs ?? this.#sink.get(this.#database, key)?.expireAtMs ?? -1;
    this.#put(this.#database, key, typeByte, key.length + valueBytes, expiry);
  }

  grow(key: Buffer, type: KeyType, bytes: number): void {
    const database = this.#database;
    this.#touch(database, key);
    const known = this.#sink.get(database, key);
    if (known === null) this.#put(database, key, this.#types[type], key.length + HEADER_BYTES + bytes, -1);
    else if (rdbType(known.type)?.type === type) this.#sink.grow(database, key, bytes);
    else this.ask(key, 'memory');
  }

  remove(key: Buffer): void {
    this.#touch(this.#database, key);
    this.#sink.remove(this.#database, key);
  }

  expire(key: Buffer, atMs: number): void {
    this.#touch(this.#database, key);
    // The command took effect on the server, so the key exists there.
    if (!this.#sink.expire(this.#database, key, atMs)) this.ask(key, 'memory');
  }

  move(key: Buffer, toDatabase: number | null, toKey: Buffer): void {
    const to = toDatabase ?? this.#database;
    this.#follow(key, to, toKey, this.#sink.move(this.#database, key, to, toKey));
  }

  copy(key: Buffer, toDatabase: number | null, toKey: Buffer): void {
    const to = toDatabase ?? this.#database;
    this.#follow(key, to, toKey, this.#sink.copy(this.#database, key, to, toKey));
  }

  /** A key that is renamed from an unclear one is unclear as well. */
  #follow(key: Buffer, to: number, toKey: Buffer, found: boolean): void {
    const isOpen = this.#questions.isOpen(this.#database, key);
    this.#touch(this.#database, key);
    this.#touch(to, toKey);
    if (isOpen || !found) {
      this.#questions.ask(this.#database, key, 'keep');
      this.#questions.ask(to, toKey, found ? 'keep' : 'memory');
    }
  }

  ask(key: Buffer, sizing: Sizing): void {
    this.#touch(this.#database, key);
    this.#questions.ask(this.#database, key, sizing);
  }

  clear(database: 'current' | 'all'): void {
    const which = database === 'all' ? 'all' : this.#database;
    this.#questions.touchedAll(which, this.#offset);
    this.#sink.clear(which);
  }

  swapDatabases(first: number, second: number): void {
    this.#questions.swapped(first, second, this.#offset);
    this.#sink.swapDatabases(first, second);
  }

  functionsChanged(): void {
    this.#questions.functionsChanged();
  }

  unknown(command: StreamCommand): void {
    this.#questions.unknown(this.#database, command);
  }

  #touch(database: number, key: Buffer): void {
    if (!this.#questions.isIdle) this.#questions.touched(database, key, this.#offset);
  }

  #put(database: number, key: Buffer, type: number, sizeBytes: number, expireAtMs: number): void {
    const entry = this.#new;
    entry.database = database;
    entry.keyBytes = key;
    entry.keyEnd = key.length;
    entry.type = type;
    entry.expireAtMs = expireAtMs;
    entry.sizeBytes = sizeBytes;
    this.#sink.put(entry);
  }
}

/** For reading without a stream. */
export const noQuestions: Questions = {
  isIdle: true,
  ask: () => undefined,
  isOpen: () => false,
  touched: () => undefined,
  touchedAll: () => undefined,
  swapped: () => undefined,
  unknown: () => undefined,
  functionsChanged: () => undefined,
};
