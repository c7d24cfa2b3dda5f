/**
 * The RDB format as data: opcodes, and a byte pattern for the value of each encoding. A skipper follows the patterns
 * without decoding values.
 * @see https://github.com/redis/redis/blob/8.0/src/rdb.h
 * @see https://github.com/valkey-io/valkey/blob/9.0/src/rdb.h
 */

export type RdbFlavour = 'redis' | 'valkey';

/** The newest fully supported versions. */
export const NEWEST_VERSION: Readonly<Record<RdbFlavour, number>> = { redis: 12, valkey: 80 };

export const opcode = {
  slotImport: 243,
  slotInfo: 244,
  function2: 245,
  functionPreRelease: 246,
  moduleAux: 247,
  idle: 248,
  frequency: 249,
  aux: 250,
  resizeDatabase: 251,
  expireMs: 252,
  expireSeconds: 253,
  selectDatabase: 254,
  end: 255,
} as const;

/** Steps of a pattern. A step below 64 skips that many bytes. */
export const STRING = 64;
export const LENGTH = 65;
/** A length byte and decimal digits; 253 to 255 are NaN and the infinities. */
export const ASCII_DOUBLE = 66;
/** Values of a module, each after an opcode for its type, until opcode 0. */
export const MODULE_VALUES = 67;
/** A length, then the pattern with the index `step - REPEAT`, repeated that many times. */
export const REPEAT = 128;

const patterns: number[][] = [];
function repeat(...steps: number[]): number {
  patterns.push(steps);
  return REPEAT + patterns.length - 1;
}

const strings = repeat(STRING);
const pairs = repeat(STRING, STRING);
const listpackNodes = repeat(STRING, STRING);

function stream(version: 1 | 2 | 3): number[] {
  const unacknowledged = repeat(16, 8, LENGTH);
  const consumers = repeat(STRING, 8, ...(version === 3 ? [8] : []), repeat(16));
  const groups = repeat(STRING, LENGTH, LENGTH, ...(version === 1 ? [] : [LENGTH]), unacknowledged, consumers);
  const counters = version === 1 ? [] : [LENGTH, LENGTH, LENGTH, LENGTH, LENGTH];
  return [listpackNodes, LENGTH, LENGTH, LENGTH, ...counters, groups];
}

/** The pattern of a value that is a single string. All such types share it, so that a walk can compare it by identity. */
export const ONE_STRING: readonly number[] = [STRING];
/** The release candidates of Redis 7.4 and Valkey 9 use this number for different encodings. */
const HASH_OF_TWO_FLAVOURS = 22;
const valkeyHash = [repeat(STRING, STRING, 8)];

type RedisTypeName = 'string' | 'list' | 'set' | 'zset' | 'hash' | 'stream' | 'module';

interface Encoding {
  readonly type: RedisTypeName;
  /** The name in `OBJECT ENCODING`, or the closest one. */
  readonly encoding: string;
  readonly pattern: readonly number[];
}

const encodings = new Map<number, Encoding>();
function define(byte: number, type: RedisTypeName, encoding: string, pattern: readonly number[]): void {
  encodings.set(byte, { type, encoding, pattern });
}

define(0, 'string', 'string', ONE_STRING);
define(1, 'list', 'linkedlist', [strings]);
define(2, 'set', 'hashtable', [strings]);
define(3, 'zset', 'skiplist', [repeat(STRING, ASCII_DOUBLE)]);
define(4, 'hash', 'hashtable', [pairs]);
define(5, 'zset', 'skiplist', [repeat(STRING, 8)]);
define(7, 'module', 'raw', [LENGTH, MODULE_VALUES]);
define(9, 'hash', 'zipmap', ONE_STRING);
define(10, 'list', 'ziplist', ONE_STRING);
define(11, 'set', 'intset', ONE_STRING);
define(12, 'zset', 'ziplist', ONE_STRING);
define(13, 'hash', 'ziplist', ONE_STRING);
define(14, 'list', 'quicklist', [strings]);
define(15, 'stream', 'stream', stream(1));
define(16, 'hash', 'listpack', ONE_STRING);
define(17, 'zset', 'listpack', ONE_STRING);
define(18, 'list', 'quicklist', [repeat(LENGTH, STRING)]);
define(19, 'stream', 'stream', stream(2));
define(20, 'set', 'listpack', ONE_STRING);
define(21, 'stream', 'stream', stream(3));
define(HASH_OF_TWO_FLAVOURS, 'hash', 'hashtable', [repeat(LENGTH, STRING, STRING)]);
define(23, 'hash', 'listpackex', ONE_STRING);
define(24, 'hash', 'hashtable', [8, repeat(LENGTH, STRING, STRING)]);
define(25, 'hash', 'listpackex', [8, STRING]);

/** Patterns of the skipped sections between keys, by opcode. */
export const skippedSections: ReadonlyMap<number, readonly number[]> = new Map([
  [opcode.slotImport, [STRING, repeat(LENGTH, LENGTH)]],
  [opcode.slotInfo, [LENGTH, LENGTH, LENGTH]],
  [opcode.moduleAux, [LENGTH, LENGTH, LENGTH, MODULE_VALUES]],
]);

/** The patterns for REPEAT. */
export const repeated: readonly (readonly number[])[] = patterns;

const ofRedis = Array.from({ length: 256 }, (_, byte) => encodings.get(byte)?.pattern);

/** The pattern of each type byte, by index, since a walk needs it for every key. */
export const valuePatterns: Readonly<Record<RdbFlavour, readonly (readonly number[] | undefined)[]>> = {
  redis: ofRedis,
  valkey: ofRedis.with(HASH_OF_TWO_FLAVOURS, valkeyHash),
};

/** The type and encoding of a type byte; null if it is unknown. */
export function rdbType(byte: number): { readonly type: RedisTypeName; readonly encoding: string } | null {
  return encodings.get(byte) ?? null;
}
