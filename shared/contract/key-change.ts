import { z } from 'zod';
import { bytes, keyName } from './key-name.ts';
import { operationOf } from './operation.ts';
import { instanceId, timestamp } from './values.ts';

/** A change of one live key. `expected`: a fingerprint of the value that the person saw, against lost updates. */
export const keyChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('set-string'), value: bytes }),
  z.strictObject({ kind: z.literal('rename'), to: keyName }),
  z.strictObject({ kind: z.literal('expire'), at: timestamp.nullable() }),
  z.strictObject({ kind: z.literal('delete') }),
  z.strictObject({
    kind: z.literal('set-field'),
    field: bytes,
    value: bytes,
    expiresAt: timestamp.nullable().optional(),
  }),
  z.strictObject({ kind: z.literal('delete-field'), field: bytes }),
  /** COMMAND_UNAVAILABLE where the server has no expiry for single fields. `at` null removes the expiry. */
  z.strictObject({ kind: z.literal('expire-field'), field: bytes, at: timestamp.nullable() }),
  z.strictObject({ kind: z.literal('set-index'), index: z.number().int(), was: bytes, value: bytes }),
  z.strictObject({ kind: z.literal('push'), end: z.enum(['head', 'tail']), value: bytes }),
  z.strictObject({ kind: z.literal('remove-index'), index: z.number().int(), was: bytes }),
  z.strictObject({ kind: z.literal('add-member'), member: bytes, score: z.string().optional() }),
  z.strictObject({ kind: z.literal('remove-member'), member: bytes }),
  z.strictObject({ kind: z.literal('add-entry'), fields: z.array(z.tuple([bytes, bytes])).min(1) }),
  z.strictObject({ kind: z.literal('remove-entry'), id: z.string().max(64) }),
]);
export type KeyChange = z.infer<typeof keyChange>;

/** A value for a new key. */
export const newKeyValue = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('string'), value: bytes }),
  z.strictObject({ type: z.literal('list'), items: z.array(bytes).min(1) }),
  z.strictObject({ type: z.literal('set'), items: z.array(bytes).min(1) }),
  z.strictObject({ type: z.literal('zset'), items: z.array(z.object({ member: bytes, score: z.string() })).min(1) }),
  z.strictObject({ type: z.literal('hash'), items: z.array(z.object({ field: bytes, value: bytes })).min(1) }),
  z.strictObject({
    type: z.literal('stream'),
    items: z.array(z.object({ fields: z.array(z.tuple([bytes, bytes])).min(1) })).min(1),
  }),
]);
export type NewKeyValue = z.infer<typeof newKeyValue>;

/** The result of a change of keys. `undoPack` names what brings the former values back; null if nothing changed. */
export const keyChangeResult = z.object({
  instance: instanceId,
  changed: z.number().int(),
  /** Keys that another client changed or removed meanwhile, and that were left as they are. */
  skipped: z.number().int(),
  /** Of an undo: the first of the skipped keys, as `db0 session:1`. */
  left: z.array(z.string()).optional(),
  undoPack: z.string().nullable(),
});
export type KeyChangeResult = z.infer<typeof keyChangeResult>;

/** A change of keys that can be undone. `at`: when it ended, which is within its operation. */
export const undoPack = z.object({ undoPack: z.string(), at: timestamp, changed: z.number().int() });
export type UndoPack = z.infer<typeof undoPack>;

export const keyspaceOperations = {
  change: operationOf('change-keys', keyChangeResult),
  undo: operationOf('undo-keys', keyChangeResult),
};
