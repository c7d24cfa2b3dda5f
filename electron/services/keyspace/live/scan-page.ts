import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { askKeys } from './ask-keys.ts';
import type { IndexWriter } from './index-writer.ts';

const ANSWER_MS = 30_000;

interface ScanPage {
  /** `0` at the end. */
  readonly cursor: string;
  readonly keys: number;
}

/**
 * Reads the keys of one step of SCAN, with type, expiry and an estimate of their size.
 * @param isWanted called before the keys are written
 * @throws LinkError; the error of the server
 */
export async function scanPage(
  link: RedisLink,
  writer: IndexWriter,
  at: { readonly database: number; readonly cursor: string; readonly count: number; readonly hasExpireTime: boolean },
  isWanted: () => boolean = () => true,
): Promise<ScanPage> {
  const { database, hasExpireTime } = at;
  const [selected, reply] = await link.batch(
    ANSWER_MS,
    [
      ['SELECT', String(database)],
      ['SCAN', at.cursor, 'COUNT', String(at.count)],
    ],
    'bytes',
  );
  if (selected instanceof Error) throw selected;
  if (reply instanceof Error) throw reply;
  const [cursor, keys] = reply as [Buffer, Buffer[]];
  if (keys.length > 0) {
    const questions = keys.map((key) => ({ database, key, sizing: 'memory' }) as const);
    const { answers } = await askKeys(link, questions, hasExpireTime);
    if (isWanted()) {
      for (const [index, { type, expireAtMs, valueBytes }] of answers.entries()) {
        const key = keys[index];
        if (key) writer.write(database, key, type, expireAtMs, valueBytes);
      }
    }
  }
  return { cursor: String(cursor), keys: keys.length };
}
