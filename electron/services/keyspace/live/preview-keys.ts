import { setTimeout as sleep } from 'node:timers/promises';
import { keyspace } from '../../redis/info/info.ts';
import type { KeySink } from '../index/key-sink.ts';
import { versionOf } from './choose-method.ts';
import type { FollowDeps } from './follow-deps.ts';
import { IndexWriter, noQuestions } from './index-writer.ts';
import { scanPage } from './scan-page.ts';
import { typeBytesOf } from './type-bytes.ts';

/** Enough for the first pages. */
const KEYS = 1000;
/** Fills the first page. A larger step would delay other clients of the server: each key takes three commands. */
const FIRST_COUNT = 100;
/** Later keys only extend the list, so each step may take the server no longer than a few commands of a client. */
const LATER_COUNT = 20;
/** Between two steps, for the same reason. A copy that lasts longer is worth more keys, so the rest doubles. */
const FIRST_REST_MS = 50;
const LONGEST_REST_MS = 400;

/**
 * Writes the first keys to an index while the server prepares its copy, which takes seconds: its delay, and a dump of
 * all keys. The first keys of the copy replace them.
 */
export async function previewKeys(
  { link, facts, progress }: FollowDeps,
  sink: KeySink,
  signal: AbortSignal,
): Promise<void> {
  const version = versionOf(facts.info);
  const hasExpireTime = Number(version?.split('.')[0] ?? 0) >= 7;
  const writer = new IndexWriter(sink, noQuestions, typeBytesOf(version), 0);
  let seen = 0;
  let count = FIRST_COUNT;
  let rest = FIRST_REST_MS;
  for (const { index: database } of keyspace(facts.info)) {
    for (let cursor = '0'; seen < KEYS; ) {
      if (signal.aborted) return;
      const page = await scanPage(link, writer, { database, cursor, count, hasExpireTime }, () => !signal.aborted);
      if (signal.aborted) return;
      progress.update({ phase: 'reading' });
      seen += page.keys;
      count = LATER_COUNT;
      cursor = page.cursor;
      if (cursor === '0') break;
      await sleep(rest, undefined, { signal });
      rest = Math.min(2 * rest, LONGEST_REST_MS);
    }
  }
}
