import { setTimeout as sleep } from 'node:timers/promises';
import { hasLowPriority } from '../../platform/process/lower-priority.ts';
import { RdbWalker } from '../../redis/data/rdb-walker.ts';
import { openReplication, type ReplicationConnection } from '../../redis/data/replication-connection.ts';
import { keyspace } from '../../redis/info/info.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';
import type { KeySink } from '../index/key-sink.ts';
import { versionOf } from './choose-method.ts';
import { costSince } from './copy-cost.ts';
import { followCommands } from './follow-commands.ts';
import type { FollowDeps } from './follow-deps.ts';
import { previewKeys } from './preview-keys.ts';
import { typeBytesOf } from './type-bytes.ts';

/**
 * How long a copy is read before it rests, where the thread cannot let the server go first: at full speed it takes a
 * core, and on a computer with few cores the server replies late to its other clients.
 */
const WORK_MS = 5;
const REST_MS = 1;

/** Where the commands after an RDB begin. */
interface CopyEnd {
  /** The database of the first command. Only a replica's stream may begin without SELECT. */
  readonly database: number;
  /** `master_repl_offset` of the server at its fork. */
  readonly offset: number;
}

/**
 * Copies all keys of a server, then follows its writes until the connection ends.
 * @param copied called when the copy is complete
 * @throws ReplicationRefused; the error that ended the connection; the signal's reason
 */
export async function followReplication(deps: FollowDeps, diskless: boolean, copied: () => void): Promise<never> {
  const { options, link, facts, events, progress } = deps;
  const ended = new AbortController();
  const signal = AbortSignal.any([deps.signal, ended.signal]);
  const started = performance.now();
  const preview = progress.state.live.copies === 0 ? beginPreview(deps) : null;
  const connection = await openReplication(options.target, { signal, diskless, name: OWN_CONNECTION_NAME }).finally(
    () => preview?.end(),
  );
  try {
    const sink = preview?.sink ?? events.begin();
    progress.update({ phase: 'reading', fraction: 0, problem: null });
    const end = await readCopy(connection, sink, deps, () => preview?.sink.clear('all'));
    events.complete();
    copied();
    progress.update({
      phase: 'following',
      fraction: null,
      live: { copies: progress.state.live.copies + 1, currentAt: new Date().toISOString() },
    });
    void costSince(link, facts.info, started).then((cost) => {
      if (!signal.aborted) progress.update({ live: { cost } });
    });
    const types = typeBytesOf(versionOf(facts.info));
    return await followCommands({ connection, sink, types, signal, end: (why) => ended.abort(why), ...end, deps });
  } finally {
    ended.abort(new Error('the connection was closed'));
    connection.close();
  }
}

/** The first copy begins with some of the keys. */
function beginPreview(deps: FollowDeps): { readonly sink: KeySink; end(): void } {
  const ended = new AbortController();
  const sink = deps.events.begin();
  // Without a preview the keys come later.
  previewKeys(deps, sink, ended.signal).catch(() => undefined);
  return {
    sink,
    end: () => ended.abort(),
  };
}

/** @param begins called before the first key */
async function readCopy(
  connection: ReplicationConnection,
  sink: KeySink,
  deps: FollowDeps,
  begins: () => void,
): Promise<CopyEnd> {
  const { facts, progress } = deps;
  const total = keyspace(facts.info).reduce((sum, { keys }) => sum + keys, 0);
  const heads = new Map<string, string>();
  let keys = 0;
  let functions = 0;
  const indexed = {
    database: 0,
    keyBytes: new Uint8Array(0),
    keyStart: 0,
    keyEnd: 0,
    type: 0,
    expireAtMs: -1,
    sizeBytes: 0,
    offset: 0,
    length: 0,
  };
  const walker = new RdbWalker(
    {
      entries(batch) {
        keys += batch.count;
        sink.loadAll(batch);
      },
      key(entry) {
        keys++;
        indexed.database = entry.database;
        indexed.keyBytes = entry.keyBytes as typeof indexed.keyBytes;
        indexed.keyStart = entry.keyStart;
        indexed.keyEnd = entry.keyEnd;
        indexed.type = entry.type;
        indexed.expireAtMs = entry.expireAtMs;
        // No offset of the value: it is read from the server.
        indexed.sizeBytes = entry.keyEnd - entry.keyStart + entry.length;
        sink.load(indexed);
      },
      aux: (name, value) => heads.set(name, value),
      functionLibrary: () => functions++,
    },
    // The transport verifies its bytes, and the server may write no checksum.
    { checksum: false },
  );
  const progressed = () => progress.update({ fraction: total === 0 ? null : Math.min(1, keys / total) });
  let hasBegun = false;
  let rested = performance.now();
  for await (const chunk of connection.rdb()) {
    // Not earlier: the list on screen would be empty until then.
    if (!hasBegun) begins();
    hasBegun = true;
    walker.write(chunk);
    progressed();
    if (hasLowPriority() || performance.now() - rested < WORK_MS) continue;
    await sleep(REST_MS, undefined, { signal: deps.signal });
    rested = performance.now();
  }
  const { version } = walker.finish();
  progress.update({
    rdbVersion: version,
    functions,
    redisVersion: heads.get('valkey-ver') ?? heads.get('redis-ver') ?? versionOf(facts.info),
  });
  const offset = Number(heads.get('repl-offset'));
  if (!Number.isSafeInteger(offset)) throw new Error('the server sent no replication offset');
  return { offset, database: Math.max(0, Number(heads.get('repl-stream-db') ?? 0)) };
}
