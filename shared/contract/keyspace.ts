import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { backupName, dataForm } from './backup.ts';
import { procedure } from './base.ts';
import { keyChange, keyspaceOperations, newKeyValue, undoPack } from './key-change.ts';
import { bytes, keyFacts, keyName, keyType, nameFilter } from './key-name.ts';
import { databaseIndex, instanceId, timestamp } from './values.ts';

/** Which data of an archive that holds several is read: `rdb`, `aof` or a path in it. */
const dataChoice = z.string().min(1).max(4096).optional();

/** The source of a key space: a backup, a file of this computer, a file that the browser has sent, or a live server. */
export const keySource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('backup'), instance: instanceId, name: backupName, data: dataChoice }),
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4096), data: dataChoice }),
  z.strictObject({ kind: z.literal('upload'), upload: z.string().max(64), data: dataChoice }),
  z.strictObject({ kind: z.literal('instance'), instance: instanceId }),
]);
export type KeySource = z.infer<typeof keySource>;

const ofSource = z.object({ source: keySource });

/** A data set of an archive that has several. `path` chooses it as `data` of the source. */
const dataSet = z.object({ path: z.string(), form: dataForm, isShown: z.boolean() });

export const keyDatabase = z.object({
  index: z.number().int(),
  keys: z.number().int(),
  /** Keys with an expiry. */
  expires: z.number().int(),
  /** Keys whose expiry has passed. A backup still holds them; a restore drops them. */
  expired: z.number().int(),
  /** Sum of the serialised sizes of keys and values. */
  sizeBytes: z.number(),
});
export type KeyDatabase = z.infer<typeof keyDatabase>;

/** How a live server is read, and what it costs. */
export const liveReading = z.object({
  /**
   * `replication`: a full copy, then every write as it happens. `scan`: SCAN in rounds, where replication is not
   * possible; `reason` says why.
   */
  method: z.enum(['replication', 'scan']),
  reason: z.string().nullable(),
  /** Time of the newest change in the index: the index equals the server as of that time. Null before the first copy. */
  currentAt: timestamp.nullable(),
  /** `scan` only: the part of the server's keys that was seen, 0 to 1. */
  coverage: z.number().nullable(),
  /** What the copy cost the server; null while unknown. */
  cost: z.object({ forks: z.number().int(), mainThreadSeconds: z.number(), tookSeconds: z.number() }).nullable(),
  /** Full copies since it was opened. More than one: the connection was lost, or the server dropped it as too slow. */
  copies: z.number().int(),
});
export type LiveReading = z.infer<typeof liveReading>;

/** State of an opened source. Counts are exact once `phase` is `ready` or `following`. */
export const keySpace = z.object({
  source: keySource,
  /**
   * `opening`: finds the data. `reading`: indexes it; keys read so far can be listed. `ready`: complete. `following`:
   * complete, and updated with every write. `failed`: `problem` says why; what was read before stays listed.
   */
  phase: z.enum(['opening', 'reading', 'ready', 'following', 'failed']),
  /** Share of the bytes read, 0 to 1; null while the total is unknown. */
  fraction: z.number().nullable(),
  keys: z.number().int(),
  sizeBytes: z.number(),
  databases: z.array(keyDatabase),
  types: z.array(z.object({ type: keyType, encoding: z.string(), keys: z.number().int(), sizeBytes: z.number() })),
  /** Function libraries in the file. */
  functions: z.number().int(),
  /** Of a file: the Redis version that wrote it, when, and its RDB version. Of a live server: its version. */
  redisVersion: z.string().nullable(),
  rdbVersion: z.number().int().nullable(),
  savedAt: timestamp.nullable(),
  checksum: z.enum(['verified', 'absent', 'not checked']).nullable(),
  /** One sentence with the offset where reading stopped, or why the server cannot be read. */
  problem: z.string().nullable(),
  /** One sentence each: what a person must know, such as module values shown raw. */
  warnings: z.array(z.string()),
  live: liveReading.nullable(),
  /** Of an archive with several data sets, such as a dump and an AOF; omitted elsewhere. */
  dataSets: z.array(dataSet).optional(),
  /** The backup was deleted while it was open: its keys stay listed until it closes. */
  isDeleted: z.boolean(),
  /** Increases with every change of this state. */
  revision: z.number().int(),
  /** Increases only when keys or values may have changed, so that a client knows when to fetch its pages again. */
  keysRevision: z.number().int(),
});
export type KeySpace = z.infer<typeof keySpace>;

export const keyItem = z.object({ database: z.number().int(), key: bytes }).extend(keyFacts.shape);
export type KeyItem = z.infer<typeof keyItem>;

/** A folder of the tree: all keys of a database that begin with a prefix. The prefix ends with the separator. */
export const keyFolder = z.object({
  database: z.number().int(),
  prefix: bytes,
  keys: z.number().int(),
  sizeBytes: z.number(),
});
export type KeyFolder = z.infer<typeof keyFolder>;

const keyFilter = nameFilter.extend({
  types: z.array(keyType).optional(),
  expires: z.enum(['none', 'soon', 'past']).optional().meta({ description: 'soon: within an hour' }),
  minSizeBytes: z.number().int().min(0).optional(),
});
export type KeyFilter = z.infer<typeof keyFilter>;

const page = z.object({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(1000).default(100),
});
/** Left out where nothing is to be located. */
const located = z.number().int().nullable().optional();
const separator = z.string().min(1).max(16).default(':');

/** One page of a value. `next` is the position of the next page, to be sent as `position`; null at the end. */
const valuePage = z.object({ next: z.string().nullable() });
export const keyValue = z.discriminatedUnion('type', [
  valuePage.extend({ type: z.literal('string'), lengthBytes: z.number(), fromByte: z.number(), value: bytes }),
  valuePage.extend({ type: z.literal('list'), length: z.number(), from: z.number(), items: z.array(bytes) }),
  valuePage.extend({ type: z.literal('set'), length: z.number(), items: z.array(bytes) }),
  valuePage.extend({
    type: z.literal('zset'),
    length: z.number(),
    /** Scores as Redis prints them, since `inf` is no number in JSON. */
    items: z.array(z.object({ member: bytes, score: z.string() })),
  }),
  valuePage.extend({
    type: z.literal('hash'),
    length: z.number(),
    items: z.array(z.object({ field: bytes, value: bytes, expiresAt: timestamp.nullable() })),
  }),
  valuePage.extend({
    type: z.literal('stream'),
    length: z.number(),
    lastId: z.string(),
    items: z.array(z.object({ id: z.string(), fields: z.array(z.tuple([bytes, bytes])) })),
    /** With the first page only. */
    groups: z
      .array(
        z.object({
          name: bytes,
          lastId: z.string(),
          pending: z.number(),
          consumers: z.array(z.object({ name: bytes, pending: z.number(), seenAt: timestamp.nullable() })),
        }),
      )
      .nullable(),
  }),
  valuePage.extend({ type: z.literal('module'), module: z.string(), lengthBytes: z.number(), value: bytes }),
]);
export type KeyValue = z.infer<typeof keyValue>;

/** One key with what is known about it. `null` means unknown, or not kept by the server's eviction policy. */
export const keyDetails = keyItem.extend({
  /** Elements, fields or entries; bytes of a string. Null for a module's value that is too large to be read. */
  length: z.number().nullable(),
  idleSeconds: z.number().nullable(),
  frequency: z.number().nullable(),
  /** Memory of a live key by MEMORY USAGE SAMPLES 5, an estimate. */
  memoryBytes: z.number().nullable(),
  /** Whether its server has an expiry for single fields of a hash. False for a file, which nobody changes. */
  fieldExpiry: z.boolean(),
});
export type KeyDetails = z.infer<typeof keyDetails>;

const oneKey = ofSource.extend({ database: databaseIndex, key: keyName });

/** The keys that a bulk change is about: named ones, or all that a filter finds. */
export const keySelection = z.union([
  z.strictObject({
    keys: z
      .array(z.object({ database: databaseIndex, key: keyName }))
      .min(1)
      .max(10_000),
  }),
  z.strictObject({ filter: keyFilter }),
]);
export type KeySelection = z.infer<typeof keySelection>;

export const memoryPrefix = z.object({
  database: z.number().int(),
  prefix: bytes,
  keys: z.number().int(),
  sizeBytes: z.number(),
  /** `MEMORY USAGE` of a sample, extrapolated; null for a file. */
  memoryBytes: z.number().nullable(),
  /** The half-width of its 95 % interval as a share; null where too few keys were asked for. */
  memoryError: z.number().nullable(),
});

/** Where the memory goes. */
export const keyAnalysis = z.object({
  prefixes: z.array(memoryPrefix),
  /** By memory where it is known, otherwise by size. */
  largest: z.array(keyItem.extend({ memoryBytes: z.number().nullable() })),
  types: z.array(z.object({ type: keyType, encoding: z.string(), keys: z.number().int(), sizeBytes: z.number() })),
  /** Keys by the time left: each bucket ends `untilSeconds` from now; null is the rest. */
  expiry: z.array(z.object({ untilSeconds: z.number().nullable(), keys: z.number().int(), sizeBytes: z.number() })),
  withoutExpiry: z.object({ keys: z.number().int(), sizeBytes: z.number() }),
  expired: z.object({ keys: z.number().int(), sizeBytes: z.number() }),
  /** Live only: keys that were asked for MEMORY USAGE, and the half-width of the 95 % interval as a share. */
  sample: z.object({ keys: z.number().int(), error: z.number() }).nullable(),
});
export type KeyAnalysis = z.infer<typeof keyAnalysis>;

/** Growth of a prefix between two sources. */
export const keyGrowth = z.array(
  z.object({
    database: z.number().int(),
    prefix: bytes,
    keysBefore: z.number().int(),
    keysAfter: z.number().int(),
    bytesBefore: z.number(),
    bytesAfter: z.number(),
  }),
);
export type KeyGrowth = z.infer<typeof keyGrowth>;

/** Every key of a backup, a file or a live server. A source opens with its first use and closes when nobody watches it. */
export const keyspace = {
  /** The state now and at each change, at most every 100 ms; the source stays open while someone watches it. */
  watch: procedure.input(ofSource).output(eventIterator(keySpace)),
  /** Folders and keys directly below a prefix, folders first, each in byte order. */
  folder: procedure
    .input(
      ofSource
        .extend({ database: databaseIndex, prefix: keyName.optional(), separator, locate: keyName.optional() })
        .extend(page.shape),
    )
    .output(
      z.object({
        folders: z.array(keyFolder),
        keys: z.array(keyItem),
        totalFolders: z.number().int(),
        totalKeys: z.number().int(),
        /** The number of the folder whose prefix is `locate`, from 0; null if there is none. */
        locatedAt: located,
      }),
    ),
  /** Keys that a filter finds. `total` and `sizeBytes` are of all matches. */
  list: procedure
    .input(
      ofSource
        .extend({
          filter: keyFilter.default({ database: 'all' }),
          sort: z.enum(['key', 'size', 'expires']).default('key'),
          locate: z.strictObject({ database: databaseIndex, key: keyName }).optional(),
        })
        .extend(page.shape),
    )
    .output(
      z.object({
        total: z.number().int(),
        sizeBytes: z.number(),
        items: z.array(keyItem),
        /** The number of the key `locate` among all matches, from 0; null if it is none of them. */
        locatedAt: located,
      }),
    ),
  key: procedure.input(oneKey).output(keyDetails),
  /** A page of a value: at most `count` elements, or 64 KB of a string. */
  value: procedure
    .input(
      oneKey.extend({
        position: z.string().max(128).optional(),
        /** Elements to skip, or bytes of a string; instead of `position`. */
        from: z.number().int().min(0).optional(),
        count: z.number().int().min(1).max(1000).default(100),
        /** Only elements that contain it, where the server or the file can be searched. */
        find: z.string().max(1024).optional(),
      }),
    )
    .output(keyValue),
  /** Creates a key; ALREADY_EXISTS where there is one. */
  create: procedure
    .input(
      z.object({
        instance: instanceId,
        database: databaseIndex,
        key: keyName,
        value: newKeyValue,
        expiresAt: timestamp.nullable().default(null),
      }),
    )
    .output(keyspaceOperations.change),
  /**
   * Changes one live key. CONFLICT where its value differs from `fingerprint`, which `fingerprint` of `value` gave;
   * left out, it is changed as it is.
   */
  change: procedure
    .input(
      z.object({
        instance: instanceId,
        database: databaseIndex,
        key: keyName,
        change: keyChange,
        fingerprint: z.string().max(128).optional(),
      }),
    )
    .output(keyspaceOperations.change),
  /** The fingerprint of a live value as it is now: a hash of its DUMP. */
  fingerprint: procedure
    .input(z.object({ instance: instanceId, database: databaseIndex, key: keyName }))
    .output(z.object({ fingerprint: z.string() })),
  /** Deletes keys, or changes their expiry, in bulk. */
  changeMany: procedure
    .input(
      z.object({
        instance: instanceId,
        selection: keySelection,
        change: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('delete') }),
          z.strictObject({ kind: z.literal('expire'), at: timestamp.nullable() }),
        ]),
      }),
    )
    .output(keyspaceOperations.change),
  /**
   * Brings the values of an undo pack back. Keys that were changed since are skipped, or with `overwrite` replaced too:
   * their values are then in the undo pack of the result. CONFLICT where all were changed since.
   */
  undo: procedure
    .input(z.object({ instance: instanceId, undoPack: z.string().max(64), overwrite: z.boolean().default(false) }))
    .output(keyspaceOperations.undo),
  /** The changes of keys that can be undone, newest first: for 7 days, within the preference `undo-space`. */
  undoPacks: procedure.input(z.object({ instance: instanceId })).output(z.array(undoPack)),
  /**
   * Which earlier changes of keys the next one ends the undo of, as one sentence; null if none. A preview of a restore has
   * it among its warnings.
   */
  undoWarning: procedure.output(z.object({ warning: z.string().nullable() })),
  analysis: procedure
    .input(
      ofSource.extend({
        database: z.union([databaseIndex, z.literal('all')]).default('all'),
        prefix: keyName.optional(),
        separator,
      }),
    )
    .output(keyAnalysis),
  growth: procedure.input(z.object({ before: keySource, after: keySource, separator })).output(keyGrowth),
  /** Whether changes of keys are refused, for every client. */
  readOnly: procedure.input(z.object({ instance: instanceId })).output(z.object({ readOnly: z.boolean() })),
  setReadOnly: procedure
    .input(z.object({ instance: instanceId, readOnly: z.boolean() }))
    .output(z.object({ readOnly: z.boolean() })),
  /** Why a read-only instance must not get a command, as one sentence; null if it may. By the server's own flags. */
  commandRefusal: procedure
    .input(z.object({ instance: instanceId, words: z.array(z.string()).min(1).max(1_000_000) }))
    .output(z.object({ refusal: z.string().nullable() })),
};
