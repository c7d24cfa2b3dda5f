import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseFigures, keyspace, parseInfo } from '../../redis/info/info.ts';
import { versionOf } from './choose-method.ts';
import { costSince } from './copy-cost.ts';
import type { FollowDeps } from './follow-deps.ts';
import { IndexWriter, noQuestions } from './index-writer.ts';
import { scanPage } from './scan-page.ts';
import { typeBytesOf } from './type-bytes.ts';

const ANSWER_MS = 30_000;
const COUNT = 1000;
/** After a batch, the server rests for as long as the batch took. */
const MAX_REST_MS = 200;
/** Between two rounds the server rests this many times as long as the round took. */
const ROUND_REST = 4;
const MIN_ROUND_REST_MS = 2000;

/**
 * Reads all keys by SCAN, again and again. Each round fills a separate index. @throws LinkError; the signal's reason
 */
export async function scanRounds(deps: FollowDeps, reason: string): Promise<never> {
  const { link, events, progress, signal } = deps;
  progress.update({ phase: 'reading', fraction: 0, problem: null, live: { method: 'scan', reason } });
  let { info } = deps.facts;
  for (let round = 0; ; round++) {
    const started = performance.now();
    const startedAt = new Date().toISOString();
    await scanRound(deps, keyspace(info), round === 0);
    events.complete();
    const cost = await costSince(link, info, started);
    progress.update({
      phase: 'following',
      fraction: null,
      redisVersion: versionOf(info),
      live: { currentAt: startedAt, coverage: 1, cost, copies: progress.state.live.copies + 1 },
    });
    await sleep(Math.max(MIN_ROUND_REST_MS, ROUND_REST * (performance.now() - started)), undefined, { signal });
    info = parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'all')));
  }
}

async function scanRound(deps: FollowDeps, databases: readonly DatabaseFigures[], isFirst: boolean): Promise<void> {
  const { link, facts, events, progress, signal } = deps;
  const version = versionOf(facts.info);
  const hasExpireTime = Number(version?.split('.')[0] ?? 0) >= 7;
  const writer = new IndexWriter(events.begin(), noQuestions, typeBytesOf(version), 0);
  const total = databases.reduce((sum, { keys }) => sum + keys, 0);
  let seen = 0;
  for (const { index: database } of databases) {
    let cursor = '0';
    do {
      signal.throwIfAborted();
      const began = performance.now();
      const page = await scanPage(link, writer, { database, cursor, count: COUNT, hasExpireTime });
      cursor = page.cursor;
      seen += page.keys;
      const share = total === 0 ? 1 : Math.min(1, seen / total);
      if (isFirst) progress.update({ fraction: share, live: { coverage: share } });
      await sleep(Math.min(MAX_REST_MS, performance.now() - began), undefined, { signal });
    } while (cursor !== '0');
  }
}
