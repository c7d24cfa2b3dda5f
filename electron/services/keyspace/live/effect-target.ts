import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { StreamCommand } from './stream-parser.ts';

/**
 * How to determine the size of a key whose state is requested. `keep`: it stays the same, or is that of the key alone.
 */
export type Sizing = 'keep' | 'strlen' | 'memory';

/**
 * The effects of a command on the key space. All keys are in the current database unless one is named.
 *
 * Sizes are estimates until the next full copy: the stream shows the arguments of a command, but neither the elements
 * that it replaces or removes, nor how the server encodes them.
 */
export interface EffectTarget {
  select(database: number): void;
  /** Replaces the whole value. @param expireAtMs -1: none; null: unchanged */
  set(key: Buffer, type: KeyType, valueBytes: number, expireAtMs: number | null): void;
  /** As {@link set}, with the type byte of an RDB. */
  restore(key: Buffer, typeByte: number, valueBytes: number, expireAtMs: number): void;
  /** Adds to a value, or creates it. */
  grow(key: Buffer, type: KeyType, bytes: number): void;
  remove(key: Buffer): void;
  /** @param atMs -1: no expiry */
  expire(key: Buffer, atMs: number): void;
  move(key: Buffer, toDatabase: number | null, toKey: Buffer): void;
  copy(key: Buffer, toDatabase: number | null, toKey: Buffer): void;
  /** Whether the key still exists, its type or its expiry cannot be derived, so the server is asked. */
  ask(key: Buffer, sizing: Sizing): void;
  clear(database: 'current' | 'all'): void;
  swapDatabases(first: number, second: number): void;
  functionsChanged(): void;
  /** A command that is unknown to this app, such as that of a module. */
  unknown(command: StreamCommand): void;
}
