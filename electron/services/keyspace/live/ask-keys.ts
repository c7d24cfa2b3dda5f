import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { LinkCommand, RedisLink } from '../../redis/connection/redis-link.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import type { Sizing } from './effect-target.ts';
import { keyTypeOf } from './type-bytes.ts';

export interface KeyQuestion {
  readonly database: number;
  readonly key: Buffer;
  readonly sizing: Sizing;
}

export interface KeyAnswer {
  /** Null: the key does not exist. */
  readonly type: KeyType | null;
  /** -1: none. */
  readonly expireAtMs: number;
  /** Null if it was not requested, or the server refuses it. */
  readonly valueBytes: number | null;
}

interface KeyAnswers {
  /** In the order of the requests. */
  readonly answers: readonly KeyAnswer[];
  /** `master_repl_offset` before and after: an answer is the state at one offset between them. */
  readonly before: number;
  readonly after: number;
}

const ANSWER_MS = 30_000;

/**
 * Asks for the state of keys in one write.
 * @param hasExpireTime since Redis 7; before it the expiry is exact to some milliseconds
 * @throws LinkError; Error if the server refuses TYPE or the expiry
 */
export async function askKeys(
  link: RedisLink,
  questions: readonly KeyQuestion[],
  hasExpireTime: boolean,
): Promise<KeyAnswers> {
  const commands: LinkCommand[] = [['INFO', 'replication']];
  const places = new Array<number>(questions.length);
  const byDatabase = [...questions.keys()].sort((a, b) => database(questions, a) - database(questions, b));
  let current = -1;
  for (const index of byDatabase) {
    const question = questions[index];
    if (!question) continue;
    if (question.database !== current) {
      current = question.database;
      commands.push(['SELECT', String(current)]);
    }
    places[index] = commands.length;
    commands.push(['TYPE', question.key], [hasExpireTime ? 'PEXPIRETIME' : 'PTTL', question.key]);
    if (question.sizing === 'strlen') commands.push(['STRLEN', question.key]);
    // Few samples: a whole count of a large value blocks the server.
    if (question.sizing === 'memory') commands.push(['MEMORY', 'USAGE', question.key, 'SAMPLES', '5']);
  }
  commands.push(['INFO', 'replication']);
  const replies = await link.batch(ANSWER_MS, commands);
  const now = Date.now();
  const answers = questions.map(({ sizing }, index): KeyAnswer => {
    const at = places[index] ?? 0;
    const [type, expiry] = [required(replies[at]), required(replies[at + 1])];
    const size = sizing === 'keep' ? null : replies[at + 2];
    if (type === 'none') return { type: null, expireAtMs: -1, valueBytes: null };
    const expires = typeof expiry === 'number' && expiry >= 0;
    return {
      type: keyTypeOf(String(type)),
      expireAtMs: expires ? expiry + (hasExpireTime ? 0 : now) : -1,
      valueBytes: typeof size === 'number' ? size : null,
    };
  });
  return { answers, before: offsetOf(required(replies[0])), after: offsetOf(required(replies.at(-1))) };
}

function database(questions: readonly KeyQuestion[], index: number): number {
  return questions[index]?.database ?? 0;
}

function required(reply: unknown): unknown {
  if (reply instanceof Error) throw reply;
  return reply;
}

/** The end of the replication stream, by `INFO replication`. */
export function offsetOf(info: unknown): number {
  return infoNumber(parseInfo(String(info)), 'master_repl_offset') ?? 0;
}
