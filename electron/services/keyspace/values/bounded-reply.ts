import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { toBytes } from './bytes.ts';
import type { Command, KeyConnection } from './key-connection.ts';

/** The most bytes of an element in a page. */
const MAX_ELEMENT_BYTES = 64 * 1024;
/** A larger page is not received: the connection ends, and a script truncates the elements on the server. */
const MAX_REPLY_BYTES = 32 * 1024 * 1024;

/** Runs a command and replaces each long string of its reply by its first part and its length. */
const CUT = `local max = tonumber(ARGV[1])
local function cut(reply)
  if type(reply) == 'table' then for at = 1, #reply do reply[at] = cut(reply[at]) end
  elseif type(reply) == 'string' and #reply > max then return {string.sub(reply, 1, max), tostring(#reply)} end
  return reply
end
return cut(redis.call(unpack(ARGV, 2)))`;

/** Connections to a server. The limit of a reply may need a second one. */
export type Reconnect = () => Promise<KeyConnection>;

/**
 * Runs a reading command. Redis cannot truncate elements of lists, sets, hashes and streams, and no command reports
 * their lengths without reading them. So a page is read completely, up to 32 MB; a larger one is read by a script that
 * truncates its elements to 64 KB on the server, which requires the right to EVAL.
 * @throws AppError COMMAND_UNAVAILABLE if the page is larger and the server allows no scripts
 */
export async function boundedReply(connect: Reconnect, key: Buffer, ...command: Command): Promise<unknown> {
  const connection = await connect();
  const reply = await connection.limitReplies(MAX_REPLY_BYTES, () => connection.call(...command));
  if (reply !== 'too large') return reply;
  const again = await connect();
  try {
    return await again.call('EVAL', CUT, '1', key, String(MAX_ELEMENT_BYTES), ...command);
  } catch (error) {
    if (!isAppError(error, 'COMMAND_UNAVAILABLE')) throw error;
    const message = `This page has more than 32 MB, and ${again.instance} does not permit EVAL, with which the app cuts long elements. Read fewer elements, or use redis-cli.`;
    throw new AppError('COMMAND_UNAVAILABLE', message, { command: 'EVAL' }, { cause: error });
  }
}

/** An element of a reply, cut by the server or here. */
export function elementBytes(reply: unknown): Bytes {
  const [data, totalBytes] = Array.isArray(reply) ? [reply[0], Number(reply[1])] : [reply, null];
  const whole = bufferOf(data);
  return toBytes(whole.subarray(0, MAX_ELEMENT_BYTES), totalBytes ?? whole.length);
}

/** The bytes of a reply, or its text for a number. */
export function bufferOf(reply: unknown): Buffer {
  return Buffer.isBuffer(reply) ? reply : Buffer.from(reply === null || reply === undefined ? '' : String(reply));
}

export function listOf(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply : [];
}

/** The elements of a flat reply in groups of two. */
export function inPairs(reply: unknown): readonly (readonly [unknown, unknown])[] {
  const flat = listOf(reply);
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, at) => [flat[at * 2], flat[at * 2 + 1]]);
}
