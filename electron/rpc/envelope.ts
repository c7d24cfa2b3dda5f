import { z } from 'zod';

/**
 * The largest message that a client may send, in bytes (in characters for a string). Usual messages have some hundred
 * bytes.
 */
export const LARGEST_MESSAGE = 1024 * 1024;

const id = z.string().min(1).max(32);

/**
 * oRPC's envelope, restricted to the parts that our contract needs: a call, or the end of one. oRPC would also accept
 * files, streams of input and headers that choose how a body is read; these are refused unread.
 * @see https://github.com/middleapi/orpc/blob/main/packages/standard-server-peer/src/codec.ts
 */
const envelope = z.union([
  z.strictObject({ i: id, p: z.strictObject({ u: z.string().startsWith('/').max(512), b: z.unknown().optional() }) }),
  z.strictObject({ i: id, t: z.literal(4), p: z.unknown().optional() }),
]);

/** Whether our own client could have sent this message. The contract checks its content. */
export function isEnvelope(data: unknown): data is string {
  if (typeof data !== 'string' || data.length > LARGEST_MESSAGE) return false;
  try {
    return envelope.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}
