import { z } from 'zod';
import { procedure } from './base.ts';
import { bytes, keyName, keyType } from './key-name.ts';
import { keySelection, keySource } from './keyspace.ts';
import { operationOf } from './operation.ts';
import { createTenantInput } from './tenant.ts';
import { databaseIndex, instanceId, timestamp } from './values.ts';

/**
 * The keys to restore: named ones, all that a filter finds, all that begin with one of several prefixes, or every key of
 * the source. Keys and prefixes may be given together.
 */
export const restoreSelection = z.union([
  ...keySelection.options,
  z.strictObject({
    prefixes: z
      .array(z.strictObject({ database: z.union([databaseIndex, z.literal('all')]).default('all'), prefix: keyName }))
      .min(1)
      .max(1000),
    keys: z
      .array(z.object({ database: databaseIndex, key: keyName }))
      .max(10_000)
      .default([]),
  }),
  z.strictObject({ all: z.literal(true) }),
]);
export type RestoreSelection = z.infer<typeof restoreSelection>;

/**
 * What happens to a key that the target already has. `newer`: it is replaced if nobody has used it since the backup was
 * made, by `OBJECT IDLETIME`; if the server cannot tell, it is kept.
 */
export const existingKeys = z.enum(['skip', 'replace', 'newer']);
export type ExistingKeys = z.infer<typeof existingKeys>;

/**
 * The expiry of a restored key. `absolute`: the time as it was; a key whose time has passed is left out. `remaining`: the
 * time that was left when the source was written, counted from now; a key that had expired by then is left out. `none`.
 */
export const expiryRule = z.enum(['absolute', 'remaining', 'none']);
export type ExpiryRule = z.infer<typeof expiryRule>;

/** Only keys that the target lacks, that have another value there, or the same value with another expiry. */
export const targetDifference = z.enum(['missing', 'changed', 'expiry']);

const request = z.object({
  source: keySource,
  selection: restoreSelection,
  /** Omitted: the instance of the backup, or that of the source. */
  into: instanceId.optional(),
  /** Creates a tenant for the keys; a failure removes it. Overrides `into`. */
  newTenant: createTenantInput.optional(),
  existing: existingKeys.default('skip'),
  expiry: expiryRule.default('absolute'),
  /** Omitted: all keys of the selection. Equal keys are never written. */
  only: z.array(targetDifference).min(1).optional(),
  /**
   * What happens to keys of the target that the source lacks; omitted: they are kept. `delete` needs the selection
   * `all`, and makes the target equal to the source.
   */
  extra: z.enum(['keep', 'delete']).optional(),
  /** What happens if the target cannot hold some keys: the whole restore is refused, or they are left out. */
  unsuitable: z.enum(['refuse', 'leave-out']).default('refuse'),
});
export type RestoreKeysRequest = z.infer<typeof request>;

/** Keys, and the serialised size of keys and values in the source. */
const amount = z.object({ keys: z.number().int(), sizeBytes: z.number() });
export type KeyAmount = z.infer<typeof amount>;

/** Keys that the target cannot hold. */
export const unsuitableKeys = z.object({
  /**
   * `encoding`: an older server cannot read it. `module`: the module is not loaded. `too-large`: the former or the new
   * value exceeds what the target accepts in one command. `database`: the target has fewer databases.
   */
  reason: z.enum(['encoding', 'module', 'too-large', 'database']),
  type: keyType,
  encoding: z.string(),
  keys: z.number().int(),
  sizeBytes: z.number(),
  /** The first of them. */
  example: z.object({ database: z.number().int(), key: bytes }),
  message: z.string(),
});
export type UnsuitableKeys = z.infer<typeof unsuitableKeys>;

/** A key of the selection that the target has with another value or expiry. */
export const restoreConflict = z.object({
  database: z.number().int(),
  key: bytes,
  type: keyType,
  sizeBytes: z.number(),
  expiresAt: timestamp.nullable(),
  /** The key of the target. Sizes are those of its memory; null if the server does not tell. */
  target: z.object({
    type: z.string(),
    sizeBytes: z.number().nullable(),
    expiresAt: timestamp.nullable(),
    /** When it was used last; null if the server does not tell. */
    usedAt: timestamp.nullable(),
  }),
  /** `kept`: it was used since the backup was made, or the server cannot tell. */
  decision: z.enum(['overwrite', 'skip', 'kept']),
});
export type RestoreConflict = z.infer<typeof restoreConflict>;

/** The preview of a restore of chosen keys. It changes nothing. */
export const restoreKeysPreview = z.object({
  into: instanceId,
  /** When the target was read. */
  checkedAt: timestamp,
  selected: amount,
  /** New on the target. */
  restored: amount,
  /** `formerBytes`: estimated memory of the values that are overwritten. */
  overwritten: amount.extend({ formerBytes: z.number() }),
  /** The source lacks them, and they are deleted. The size is an estimate of their memory. */
  deleted: amount,
  /** The first 200 of them. */
  deletions: z.array(z.object({ database: z.number().int(), key: bytes })),
  /** They exist, and stay as they are. `newer` are those of them that the rule `newer` keeps. */
  skipped: amount.extend({ newer: z.number().int() }),
  /** They exist with the same value and expiry. Null where values were not compared; `warnings` says why. */
  equal: amount.nullable(),
  /** Left out, because their expiry has passed. */
  expired: amount,
  unsuitable: z.array(unsuitableKeys),
  /** The first 200 keys with another value or expiry on the target, of `conflictCount`. */
  conflicts: z.array(restoreConflict),
  conflictCount: z.number().int(),
  memory: z.object({
    /** Estimated growth of the target's memory, and what it needs for a moment to receive the largest value. */
    neededBytes: z.number(),
    usedBytes: z.number().nullable(),
    /** `maxmemory`; null without a limit. */
    limitBytes: z.number().nullable(),
    policy: z.string().nullable(),
    /** The limit would be exceeded: Redis would evict keys, or refuse the writes with `noeviction`. */
    effect: z.enum(['fits', 'evicts', 'refuses', 'unknown']),
  }),
  /** Why it would be refused before anything is written; null if it would not. */
  problem: z.string().nullable(),
  warnings: z.array(z.string()),
});
export type RestoreKeysPreview = z.infer<typeof restoreKeysPreview>;

/**
 * Every count is of keys that the server has accepted, after it verified the checksum of the value, and that it still had
 * after their batch. Values that replace others are read back.
 */
export const restoreKeysResult = z.object({
  instance: instanceId,
  /** New keys. */
  restored: z.number().int(),
  overwritten: z.number().int(),
  /** The source lacked them. */
  deleted: z.number().int(),
  /** They existed, or another client changed them meanwhile, and they stay as they are. */
  skipped: z.number().int(),
  equal: z.number().int(),
  expired: z.number().int(),
  /** Unsuitable for the target. */
  leftOut: z.number().int(),
  /** Serialised bytes of the restored and overwritten keys. */
  sizeBytes: z.number(),
  /** Names what brings the former state back; null if nothing changed, and for a new tenant. */
  undoPack: z.string().nullable(),
  durationMs: z.number(),
});
export type RestoreKeysResult = z.infer<typeof restoreKeysResult>;

export const restoreKeysOperation = operationOf('restore-keys', restoreKeysResult);

/** Copies chosen keys of a backup, a file or an instance into an instance. */
export const restoreKeys = {
  preview: procedure.input(request).output(restoreKeysPreview),
  /** BUSY while another operation holds the target. WRITE_REFUSED, BACKUP_UNSUITABLE, READ_ONLY, IS_REPLICA before any write. */
  run: procedure.input(request).output(restoreKeysOperation),
};
