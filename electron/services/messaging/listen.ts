import type { Message, MessageBatch } from '../../../shared/contract/messaging.ts';
import { toBytes } from '../keyspace/values/bytes.ts';
import { asKeyError } from '../keyspace/values/server-error.ts';
import { pause } from '../platform/time/pause.ts';
import type { RedisTarget } from '../redis/connection/redis-link.ts';
import { serverName } from '../redis/connection/renamed-commands.ts';
import { openReplyLink } from '../redis/connection/reply-link.ts';
import { type Reply, replyTree } from '../redis/connection/reply-parser.ts';
import { OWN_CONNECTION_NAME } from '../redis/own-use/own-counters.ts';

const BATCH_MS = 100;
/** Of one batch. */
const MAX_MESSAGES = 200;
const LONGEST_CONTENT = 4096;
const LONGEST_NAME = 1024;

export interface Topics {
  readonly channels: readonly string[];
  readonly patterns: readonly string[];
}

/** The messages of the topics, in batches, until the signal aborts. The connection closes when the reader leaves. */
export async function* listenTo(
  instance: string,
  target: RedisTarget,
  { channels, patterns }: Topics,
  signal: AbortSignal | undefined,
): AsyncGenerator<MessageBatch> {
  let items: Message[] = [];
  let received = 0;
  let dropped = 0;
  let waiting = channels.length + patterns.length;
  let failure: unknown = null;
  let wake: () => void = () => undefined;

  const take = (reply: Reply) => {
    if (reply instanceof Error) failure = reply;
    const parts = Array.isArray(reply) ? reply : [];
    const kind = String(parts[0]);
    if (kind === 'subscribe' || kind === 'psubscribe') waiting -= 1;
    if (kind === 'message' || kind === 'pmessage') {
      received += 1;
      if (items.length < MAX_MESSAGES) items.push(messageOf(kind, parts));
      else dropped += 1;
    }
    wake();
  };
  const onLost = (error: Error) => {
    failure = error;
    wake();
  };
  const place = target.path ?? `port ${target.port}`;
  const connecting = openReplyLink(target, {
    ...{ database: 0, name: OWN_CONNECTION_NAME, protocol: 2, login: null, sink: replyTree(take), onLost },
  });
  const link = await connecting.catch((error: unknown) => {
    throw asKeyError(error, instance, 'SUBSCRIBE', place);
  });
  const stop = () => wake();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const command = (name: string) => serverName(target.renamed, name);
    const words = (name: string, topics: readonly string[]) => [name, ...topics].map((word) => Buffer.from(word));
    if (channels.length > 0) link.send(words(command('SUBSCRIBE'), channels));
    if (patterns.length > 0) link.send(words(command('PSUBSCRIBE'), patterns));
    let isSubscribed = false;
    while (!signal?.aborted) {
      if (failure !== null) throw asKeyError(failure, instance, 'SUBSCRIBE', place);
      if ((!isSubscribed && waiting <= 0) || items.length > 0) {
        isSubscribed = true;
        const batch = { items, received, dropped };
        items = [];
        dropped = 0;
        yield batch;
        await pause(BATCH_MS, signal);
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = () => undefined;
      }
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    link.close();
  }
}

function messageOf(kind: string, parts: readonly Reply[]): Message {
  const [pattern, channel, content] = kind === 'pmessage' ? parts.slice(1) : [null, ...parts.slice(1)];
  const short = (value: Reply | undefined, longest: number) => {
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value ?? ''));
    // A copy: a part of a chunk would keep all of it.
    return toBytes(Buffer.from(bytes.subarray(0, longest)), bytes.length);
  };
  return {
    at: new Date().toISOString(),
    channel: short(channel, LONGEST_NAME),
    pattern: pattern === null ? null : short(pattern, LONGEST_NAME),
    content: short(content, LONGEST_CONTENT),
  };
}
