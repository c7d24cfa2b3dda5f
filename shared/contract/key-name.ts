import { z } from 'zod';
import { databaseIndex, timestamp } from './values.ts';

/**
 * Bytes of a key, a field or a value: `text` where they are valid UTF-8, otherwise `base64`. `totalBytes` is the whole
 * length where only the first part is given.
 */
export const bytes = z.union([
  z.object({ text: z.string(), totalBytes: z.number().int().optional() }),
  z.object({ base64: z.base64(), totalBytes: z.number().int().optional() }),
]);
export type Bytes = z.infer<typeof bytes>;

/** A whole key name, as a client sends it: at most 512 MB in Redis, 1 MB here. */
export const keyName = z.union([
  z.strictObject({ text: z.string().max(1_048_576) }),
  z.strictObject({ base64: z.base64().max(1_398_104) }),
]);
export type KeyName = z.infer<typeof keyName>;

export const keyType = z.enum(['string', 'list', 'set', 'zset', 'hash', 'stream', 'module']);
export type KeyType = z.infer<typeof keyType>;

/** What is known of a key without its value. */
export const keyFacts = z.object({
  type: keyType,
  encoding: z.string(),
  expiresAt: timestamp.nullable(),
  /** Serialised size of key and value. */
  sizeBytes: z.number(),
});

/** Filter of keys by their names. */
export const nameFilter = z.object({
  database: z.union([databaseIndex, z.literal('all')]).default('all'),
  /** Only keys that begin with it. */
  prefix: keyName.optional(),
  /** Only keys directly below the prefix: without this separator after it. */
  directBy: z.string().min(1).max(16).optional(),
  search: z
    .object({ kind: z.enum(['contains', 'glob', 'regex']), text: z.string().max(1024) })
    .optional()
    .meta({ description: 'By characters of the key; contains ignores case' }),
});
