import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { backupName } from './backup.ts';
import { procedure } from './base.ts';
import { keyName, keyType } from './key-name.ts';
import { instanceId, timestamp } from './values.ts';

/** Where a version was found: a backup, or the running instance (`backup` null). */
export const keyObservation = z.object({
  backup: backupName.nullable(),
  at: timestamp,
  expiresAt: timestamp.nullable(),
});
export type KeyObservation = z.infer<typeof keyObservation>;

/** The same value in consecutive backups. A change that began and ended between two backups is not known. */
export const keyVersion = z.object({
  /** From 1, oldest first; values that came back get a new number. Null: the key is absent. */
  number: z.number().int().nullable(),
  type: keyType.nullable(),
  /** Serialised size of key and value in the oldest backup that holds it, or live; null if the key is absent. */
  sizeBytes: z.number().nullable(),
  /** Equal for equal values, in every encoding. */
  hash: z.string().nullable(),
  /** Oldest first; at least one. */
  seen: z.array(keyObservation),
});
export type KeyVersion = z.infer<typeof keyVersion>;

/** Keys and bytes below a prefix in one backup, or in the running instance. */
export const prefixTotals = keyObservation
  .omit({ expiresAt: true })
  .extend({ keys: z.number().int(), sizeBytes: z.number() });
export type PrefixTotals = z.infer<typeof prefixTotals>;

const unread = z.object({ backup: z.string(), reason: z.string() });

/** Progress of indexing, then the answer. */
const progress = z.object({
  /** Backups whose index is cached, of all. */
  indexed: z.number().int(),
  total: z.number().int(),
  /** Imported backups, which need not be of this instance. */
  leftOut: z.array(z.string()),
  /** Backups that cannot be read. */
  unread: z.array(unread),
  /** Why the running instance is not included; null if it is. */
  liveProblem: z.string().nullable(),
});

export const keyHistoryState = progress.extend({
  /** Oldest first; null until every backup is indexed. */
  versions: z.array(keyVersion).nullable(),
});
export type KeyHistoryState = z.infer<typeof keyHistoryState>;

export const prefixHistoryState = progress.extend({ totals: z.array(prefixTotals).nullable() });
export type PrefixHistoryState = z.infer<typeof prefixHistoryState>;

const place = z.object({ instance: instanceId, database: z.number().int().min(0).max(999_999) });

/** Every version of a key over all backups of an instance and its live state, from cached indexes. */
export const keyHistory = {
  /** The state as backups are indexed; the last one has the answer. */
  key: procedure.input(place.extend({ key: keyName })).output(eventIterator(keyHistoryState)),
  prefix: procedure.input(place.extend({ prefix: keyName })).output(eventIterator(prefixHistoryState)),
};
