import { z } from 'zod';

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
