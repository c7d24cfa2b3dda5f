import type { ReplicationConnection } from '../../redis/data/replication-connection.ts';
import { parseInfo } from '../../redis/info/info.ts';
import type { KeySink } from '../index/key-sink.ts';
import { offsetOf } from './ask-keys.ts';
import { versionOf } from './choose-method.ts';
import { effectOf } from './command-effects.ts';
import type { FollowDeps } from './follow-deps.ts';
import { IndexWriter } from './index-writer.ts';
import { KeyQuestions } from './key-questions.ts';
import { StreamParser } from './stream-parser.ts';
import { StreamPosition } from './stream-position.ts';
import type { TypeBytes } from './type-bytes.ts';
import { createKeyFinder } from './unknown-commands.ts';

const ANSWER_MS = 10_000;
/** How often an idle stream is compared with the server's offset. */
const FRESHNESS_MS = 1000;
/** Commands of a replication stream that write nothing. */
const withoutKeys = new Set(['ping', 'replconf', 'select', 'multi', 'exec']);
/** PEXPIRETIME came with Redis 7. */
const HAS_EXPIRE_TIME = 7;

interface Stream {
  readonly connection: ReplicationConnection;
  readonly sink: KeySink;
  readonly types: TypeBytes;
  readonly database: number;
  readonly offset: number;
  readonly signal: AbortSignal;
  /** Ends the connection. */
  end(reason: Error): void;
  readonly deps: FollowDeps;
}

/** Applies the commands of a stream until it ends. @throws the reason of its end */
export async function followCommands(stream: Stream): Promise<never> {
  const { connection, sink, types, signal, deps } = stream;
  const { link, facts, progress } = deps;
  const position = new StreamPosition();
  let { writes } = progress.state;
  const questions = new KeyQuestions({
    link,
    finder: createKeyFinder(link),
    hasExpireTime: Number(versionOf(facts.info)?.split('.')[0] ?? 0) >= HAS_EXPIRE_TIME,
    position,
    baseOffset: stream.offset,
    signal,
    write({ database, key }, { type, expireAtMs, valueBytes }) {
      writer.write(database, key, type, expireAtMs, valueBytes);
      progress.update({});
    },
    async functionsChanged() {
      const libraries = await link.call(ANSWER_MS, 'FUNCTION', 'LIST').catch(() => null);
      if (Array.isArray(libraries)) progress.update({ functions: libraries.length });
    },
    failed(reason) {
      const warnings = reason === null ? [] : [`Some changed keys are not up to date: ${reason}.`];
      if (warnings.length !== progress.state.warnings.length) progress.update({ warnings });
    },
  });
  const writer = new IndexWriter(sink, questions, types, stream.database);
  const leaveShutdown = watchShutdown(stream);
  const parser = new StreamParser(effectOf, (command, offset) => {
    if (command.name === 'replconf') leaveShutdown();
    if (!withoutKeys.has(command.name)) writes++;
    writer.apply(command, offset);
  });
  const timer = setInterval(() => void checkFreshness(stream, position), FRESHNESS_MS);
  try {
    for await (const chunk of connection.commands()) {
      parser.write(chunk);
      position.advance(parser.offset);
      progress.update({ writes, live: { currentAt: new Date().toISOString() } });
    }
    throw new Error('the connection was closed');
  } finally {
    clearInterval(timer);
  }
}

/** The index is as current as the request once it has everything that the server had written by then. */
async function checkFreshness({ deps, offset, signal }: Stream, position: StreamPosition): Promise<void> {
  const asked = new Date().toISOString();
  const reply = await deps.link.call(ANSWER_MS, 'INFO', 'replication').catch(() => null);
  if (reply === null) return;
  await position.reached(offsetOf(reply) - offset);
  const { currentAt } = deps.progress.state.live;
  if (!signal.aborted && (currentAt === null || currentAt < asked))
    deps.progress.update({ live: { currentAt: asked } });
}

/**
 * Since Redis 7, a server that shuts down waits up to `shutdown-timeout`, 10 s by default, until its replicas have
 * acknowledged everything, which this app never does. The server, like WAIT, first requests the acknowledgement, so
 * this is the moment to disconnect.
 */
function watchShutdown({ deps, end }: Stream): () => void {
  let isChecking = false;
  let again = false;
  const check = async (): Promise<void> => {
    isChecking = true;
    do {
      again = false;
      const reply = await deps.link.call(ANSWER_MS, 'INFO', 'server').catch(() => null);
      const isEnding = reply !== null && parseInfo(String(reply)).get('shutdown_in_milliseconds') !== undefined;
      if (isEnding) end(new Error('the server shuts down'));
    } while (again);
    isChecking = false;
  };
  return () => {
    again = true;
    if (!isChecking) void check();
  };
}
