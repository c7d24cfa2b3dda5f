import { formatBytes } from '../../../../shared/format/bytes.ts';
import { bufferOf, listOf } from '../values/bounded-reply.ts';

/** What a server accepts and sends at most. */
export interface ServerLimits {
  /** The longest argument of a command, in bytes: the payload of RESTORE is one. */
  readonly argumentBytes: number;
  /** The longest reply that the server keeps for a client; null without a limit. DUMP is one. */
  readonly replyBytes: number | null;
}

interface Pipeline {
  /** An error replaces the reply of a failed command. */
  pipeline(commands: readonly (readonly [string, ...string[]])[]): Promise<readonly unknown[]>;
}

/** The defaults of Redis, for a server that does not permit CONFIG GET. */
const BULK_BYTES = 512 * 1024 * 1024;
const QUERY_BYTES = 1024 * 1024 * 1024;
/** The commands around a payload, and what the server has read of the next one. */
const OTHER_QUERY_BYTES = 1024 * 1024;

export async function readLimits(connection: Pipeline): Promise<ServerLimits> {
  const names = ['proto-max-bulk-len', 'client-query-buffer-limit', 'client-output-buffer-limit'];
  const replies = await connection.pipeline(names.map((name) => ['CONFIG', 'GET', name]));
  const [bulk, query, output] = replies.map((reply) => {
    const value = Array.isArray(reply) ? listOf(reply)[1] : undefined;
    return value === undefined ? '' : bufferOf(value).toString();
  });
  return {
    argumentBytes: Math.min(Number(bulk) || BULK_BYTES, (Number(query) || QUERY_BYTES) - OTHER_QUERY_BYTES),
    // "normal <hard> <soft> <seconds> slave …"; 0 for no limit.
    replyBytes: Number(/normal (\d+)/.exec(output ?? '')?.[1] ?? 0) || null,
  };
}

/**
 * @param memoryBytes an estimate; null if the server does not report it
 * @returns why an undo could not restore the value that a key has now; null if it could
 */
export function undoRefusal(memoryBytes: number | null, { argumentBytes, replyBytes }: ServerLimits): string | null {
  const bytes = memoryBytes ?? 0;
  const value = `the value on the server takes ${formatBytes(bytes)}`;
  if (bytes > argumentBytes) {
    return `${value}, and an undo can restore at most ${formatBytes(argumentBytes)} (proto-max-bulk-len, client-query-buffer-limit)`;
  }
  if (replyBytes === null || bytes <= replyBytes) return null;
  return `${value}, and the server sends at most ${formatBytes(replyBytes)} (client-output-buffer-limit), so the value cannot be kept for an undo`;
}
