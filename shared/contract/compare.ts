import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { bytes, keyFacts, keyName, keyType, nameFilter } from './key-name.ts';
import { keySource } from './keyspace.ts';
import { databaseIndex, timestamp } from './values.ts';

/** Two key spaces. A key that only `after` has is added, one that only `before` has is removed. */
export const comparedSources = z.strictObject({ before: keySource, after: keySource });
export type ComparedSources = z.infer<typeof comparedSources>;

/**
 * `changed`: another value or type. `expiry`: the same value with another expiry. `same`: both equal. Compares values,
 * not their encodings: the order of a set or a hash, and how Redis encodes a value, do not matter.
 */
export const keyDifference = z.enum(['added', 'removed', 'changed', 'expiry', 'same']);
export type KeyDifference = z.infer<typeof keyDifference>;

/** Keys by difference. */
export const differenceCounts = z.object({
  added: z.number().int(),
  removed: z.number().int(),
  changed: z.number().int(),
  expiryOnly: z.number().int(),
  same: z.number().int(),
  /** Those of `removed` whose expiry had passed when `after` was written: nobody deleted them. */
  expired: z.number().int(),
});
export type DifferenceCounts = z.infer<typeof differenceCounts>;

export const comparedDatabase = z.object({
  index: z.number().int(),
  counts: differenceCounts,
  keysBefore: z.number().int(),
  keysAfter: z.number().int(),
  /** Serialised sizes of keys and values. */
  bytesBefore: z.number(),
  bytesAfter: z.number(),
});
export type ComparedDatabase = z.infer<typeof comparedDatabase>;

/** One side of a comparison. */
export const comparedSide = z.object({
  /**
   * `file`: the data of a backup or a file. `replication`: a copy of a live server at one moment. `dump`: SCAN and DUMP
   * of a live server, where replication is not possible; `reason` says why, and its keys are not of one moment.
   */
  method: z.enum(['file', 'replication', 'dump']),
  reason: z.string().nullable(),
  keys: z.number().int(),
  sizeBytes: z.number(),
  redisVersion: z.string().nullable(),
  /** The moment of the data: of a file when it was written, of a live server when it was copied. Null: unknown. */
  at: timestamp.nullable(),
});
export type ComparedSide = z.infer<typeof comparedSide>;

/** State of a comparison. Counts are exact in `ready`, and zero before. */
export const comparison = z.object({
  ...comparedSources.shape,
  /**
   * `opening`: finds the data of both sides, or waits for the copy of a live server. `reading`: reads all keys.
   * `comparing`: compares values whose bytes differ. `ready`: complete. `failed`: `problem` says why.
   */
  phase: z.enum(['opening', 'reading', 'comparing', 'ready', 'failed']),
  /** Share of the current phase, 0 to 1; null while unknown. */
  fraction: z.number().nullable(),
  counts: differenceCounts,
  databases: z.array(comparedDatabase),
  /** Null until it is known. */
  sides: z.object({ before: comparedSide.nullable(), after: comparedSide.nullable() }),
  /** Time from opening to `ready`. */
  tookSeconds: z.number().nullable(),
  problem: z.string().nullable(),
  warnings: z.array(z.string()),
  /** Increases with every change, so that a client knows when to fetch its pages again. */
  revision: z.number().int(),
});
export type Comparison = z.infer<typeof comparison>;

export const comparedKey = z.object({
  database: z.number().int(),
  key: bytes,
  change: keyDifference,
  /** Removed, and its expiry had passed when `after` was written. */
  expired: z.boolean(),
  /** Null for an added key. */
  before: keyFacts.nullable(),
  /** Null for a removed key. */
  after: keyFacts.nullable(),
});
export type ComparedKey = z.infer<typeof comparedKey>;

/** All keys of a database that begin with a prefix, which ends with the separator. */
export const comparedFolder = z.object({
  database: z.number().int(),
  prefix: bytes,
  counts: differenceCounts,
  /** Serialised size, in `before`, of the keys that were removed, changed, or have another expiry. */
  bytesBefore: z.number(),
});
export type ComparedFolder = z.infer<typeof comparedFolder>;

const differences = ['added', 'removed', 'changed', 'expiry'] as const;

/** Filter of the keys of a comparison. */
export const differenceFilter = nameFilter.extend({
  /** By the type in `before`; of an added key, by that in `after`. */
  types: z.array(keyType).optional(),
  kinds: z.array(keyDifference).default([...differences]),
  /** Leaves out removed keys whose expiry had passed. */
  hideExpired: z.boolean().default(false),
});
export type DifferenceFilter = z.infer<typeof differenceFilter>;

const everyDifference: DifferenceFilter = { database: 'all', kinds: [...differences], hideExpired: false };

/** A row of a difference of two values; `same` only where asked for. */
const rowKind = z.enum(['same', 'added', 'removed', 'changed']);
const row = { change: rowKind };

/**
 * A page of the difference of two values, by `unit`: lines of texts, blocks of bytes, members of a hash or a set,
 * members of a sorted set with score and rank, items of a list, entries of a stream.
 */
export const valueDifferenceRow = z.discriminatedUnion('unit', [
  z.object({
    unit: z.literal('line'),
    ...row,
    /** Line numbers from 1; null if the side has no such line. */
    lineBefore: z.number().int().nullable(),
    lineAfter: z.number().int().nullable(),
    text: z.string(),
  }),
  z.object({
    unit: z.literal('bytes'),
    ...row,
    /** Offset of the block in both values. A block of equal bytes has its length only. */
    fromByte: z.number(),
    lengthBytes: z.number(),
    before: bytes.nullable(),
    after: bytes.nullable(),
  }),
  z.object({
    unit: z.literal('field'),
    ...row,
    field: bytes,
    before: z.object({ value: bytes, expiresAt: timestamp.nullable() }).nullable(),
    after: z.object({ value: bytes, expiresAt: timestamp.nullable() }).nullable(),
  }),
  z.object({ unit: z.literal('member'), ...row, member: bytes }),
  z.object({
    unit: z.literal('scored'),
    ...row,
    member: bytes,
    /** `rank` from 0, by ascending score. */
    before: z.object({ score: z.string(), rank: z.number().int() }).nullable(),
    after: z.object({ score: z.string(), rank: z.number().int() }).nullable(),
  }),
  z.object({
    unit: z.literal('item'),
    ...row,
    /** Positions from 0; null if the side has no such item. */
    indexBefore: z.number().int().nullable(),
    indexAfter: z.number().int().nullable(),
    before: bytes.nullable(),
    after: bytes.nullable(),
  }),
  z.object({
    unit: z.literal('entry'),
    ...row,
    id: z.string(),
    before: z.array(z.tuple([bytes, bytes])).nullable(),
    after: z.array(z.tuple([bytes, bytes])).nullable(),
  }),
  /** A consumer group of a stream. */
  z.object({
    unit: z.literal('group'),
    ...row,
    name: bytes,
    before: z.object({ lastId: z.string(), pending: z.number(), consumers: z.number() }).nullable(),
    after: z.object({ lastId: z.string(), pending: z.number(), consumers: z.number() }).nullable(),
  }),
]);
export type ValueDifferenceRow = z.infer<typeof valueDifferenceRow>;

export const valueDifference = z.object({
  item: comparedKey,
  /** Elements, or bytes of a string or module value; null if the side has no key. */
  lengthBefore: z.number().nullable(),
  lengthAfter: z.number().nullable(),
  /** Another type on each side, so the values have no rows. */
  isOtherType: z.boolean(),
  /** Both values are JSON, and were formatted with one line for each member. */
  isJson: z.boolean(),
  rows: z.array(valueDifferenceRow),
  /** Position of the next page, to be sent as `position`; null at the end. */
  next: z.string().nullable(),
  /** Rows of the whole value by kind; null where only the pages can tell. */
  rowCounts: z.object({ added: z.number(), removed: z.number(), changed: z.number(), same: z.number() }).nullable(),
});
export type ValueDifference = z.infer<typeof valueDifference>;

const page = z.object({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(1000).default(100),
});

/**
 * The differences between two key spaces. A comparison starts at its first use, stays open while someone watches it,
 * and closes a minute after its last use. A live server is copied once, and the comparison is exact as of that copy.
 */
export const compare = {
  /** The state now and at each change, at most every 100 ms. */
  watch: procedure.input(comparedSources).output(eventIterator(comparison)),
  /** Compares again, with a new copy of each live side. */
  refresh: procedure.input(comparedSources).output(comparison),
  /** Folders and keys directly below a prefix, folders first, each in byte order. Equal keys are counted, not listed. */
  folder: procedure
    .input(
      comparedSources
        .extend({
          database: databaseIndex,
          prefix: keyName.optional(),
          separator: z.string().min(1).max(16).default(':'),
          /** Leaves out folders without a difference. */
          onlyDifferent: z.boolean().default(false),
          hideExpired: z.boolean().default(false),
        })
        .extend(page.shape),
    )
    .output(
      z.object({
        folders: z.array(comparedFolder),
        keys: z.array(comparedKey),
        totalFolders: z.number().int(),
        totalKeys: z.number().int(),
      }),
    ),
  /** Keys that a filter finds, by database and key. `counts` and `bytesBefore` are of all matches. */
  list: procedure
    .input(comparedSources.extend({ filter: differenceFilter.default(everyDifference) }).extend(page.shape))
    .output(
      z.object({
        total: z.number().int(),
        counts: differenceCounts,
        bytesBefore: z.number(),
        items: z.array(comparedKey),
      }),
    ),
  /** The difference of the values of one key, as of the comparison. NOT_FOUND where neither side has the key. */
  value: procedure
    .input(
      comparedSources.extend({
        database: databaseIndex,
        key: keyName,
        position: z.string().max(128).optional(),
        count: z.number().int().min(1).max(1000).default(200),
        /** Whether equal rows are listed too. */
        withSame: z.boolean().default(false),
      }),
    )
    .output(valueDifference),
  /** All keys that a filter finds, as text in parts. CSV has a head line; `jsonl` has one JSON document a line. */
  export: procedure
    .input(
      comparedSources.extend({ filter: differenceFilter.default(everyDifference), format: z.enum(['csv', 'jsonl']) }),
    )
    .output(eventIterator(z.string())),
};
