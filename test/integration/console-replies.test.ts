import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsoleSession } from '../../electron/services/console/session/console-session.ts';
import type { ReplyStyle } from '../../electron/services/console/session/format-reply.ts';
import { splitLine } from '../../electron/services/console/session/split-line.ts';
import { type BareRedis, bareRedis } from '../support/bare-redis.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';

/** Each list is one pipe into an empty server. */
const pipes: Readonly<Record<string, readonly string[]>> = {
  values: [
    'SET a 1',
    'GET a',
    'INCR a',
    'APPEND a "x y"',
    'GET a',
    'GET none',
    'STRLEN a',
    'PING',
    'PING "a b"',
    'ECHO ""',
  ],
  binary: ['SET b "\\x00\\x01\\r\\n\\t\\a\\b\\"\\\\\\xff\\xc3\\xa9"', 'GET b', "SET 'it\\'s' é", "GET it's", 'KEYS i*'],
  errors: [
    'NOSUCH',
    'GET',
    'SET k v',
    'LPUSH k x',
    'SELECT 99',
    'EVAL "return redis.error_reply(\'MY err\')" 0',
    'AUTH x',
  ],
  lists: [
    'RPUSH l a "b\\nc" ""',
    'LRANGE l 0 -1',
    'LRANGE none 0 -1',
    'MGET a none',
    'EVAL "return {1,{2,{},\'x\'},false}" 0',
  ],
  nested: [
    'XADD s 1-1 f v g "\\x01"',
    'XADD s 1-2 f w',
    'XRANGE s - +',
    'XREAD STREAMS s 0',
    'XGROUP CREATE s g 0',
    'XINFO GROUPS s',
    'COMMAND INFO GET nosuch',
    'CONFIG GET maxmemory*',
  ],
  ten: [
    `RPUSH t ${Array.from({ length: 12 }, (_, at) => `v${at}`).join(' ')}`,
    'LRANGE t 0 -1',
    'SORT t ALPHA LIMIT 0 9',
  ],
  transaction: [
    'MULTI',
    'SET a 1',
    'GET a',
    'LPUSH a x',
    'EXEC',
    'MULTI',
    'NOSUCH',
    'EXEC',
    'EXEC',
    'DISCARD',
    'MULTI',
    'DISCARD',
  ],
  databases: ['SELECT 3', 'SET a db3', 'SELECT 0', 'GET a', 'MULTI', 'SELECT 3', 'EXEC', 'GET a'],
  resp3: [
    'HELLO 4',
    'HELLO 3 SETNAME x',
    'HSET h f v g w',
    'HGETALL h',
    'HGETALL none',
    'SADD z a',
    'SMEMBERS z',
    'SMEMBERS none',
    'ZADD y 1.5 m 3 n',
    'ZRANGE y 0 -1 WITHSCORES',
    'ZSCORE y m',
    'GET none',
    'CONFIG GET save',
    'DEBUG PROTOCOL true',
    'DEBUG PROTOCOL false',
    'DEBUG PROTOCOL double',
    'DEBUG PROTOCOL null',
    'DEBUG PROTOCOL map',
    'DEBUG PROTOCOL set',
    'DEBUG PROTOCOL verbatim',
    'DEBUG PROTOCOL array',
    'XADD s 1-1 f v',
    'XREAD STREAMS s 0',
    'LPUSH l 1',
    'BLPOP l 1',
  ],
  integers: [
    'SET n 9223372036854775807',
    'INCRBY n 0',
    'DECRBY n 9223372036854775806',
    'SET f 10.5',
    'INCRBYFLOAT f 0.1',
  ],
};

describeNeeding(['redis', 'posix'], 'console replies', () => {
  let server: BareRedis;
  beforeAll(async () => {
    server = await bareRedis('--enable-debug-command', 'yes');
  });
  afterAll(() => server.dispose());

  async function ours(lines: readonly string[], style: ReplyStyle): Promise<string> {
    const parts: Buffer[] = [];
    const output = { write: (bytes: Buffer) => void parts.push(Buffer.from(bytes)) };
    const target = { host: '127.0.0.1', port: server.port, password: null };
    const session = await openConsoleSession(target, { instance: 'main', database: 0, style, pushed: output });
    for (const line of lines) {
      const words = splitLine(Buffer.from(line));
      if (words === null) output.write(Buffer.from('Invalid argument(s)\n'));
      else await session.run(words, output);
    }
    session.close();
    return Buffer.concat(parts).toString('utf8');
  }

  async function theirs(lines: readonly string[], style: ReplyStyle): Promise<string> {
    const env = { ...process.env, ...(style === 'annotated' && { FAKETTY: '1' }) };
    const input = `${lines.join('\n')}\n`;
    const { stdout } = await runProgram('redis-cli', ['-p', String(server.port)], { env, input });
    return stdout;
  }

  const styles = ['raw', 'annotated'] as const;
  test.each(styles.flatMap((style) => Object.keys(pipes).map((name) => [name, style] as const)))(
    'a pipe of %s › %s › the same bytes as redis-cli',
    async (name, style) => {
      const lines = pipes[name] ?? [];
      await redisCli(server.port, 'flushall');
      const expected = await theirs(lines, style);
      await redisCli(server.port, 'flushall');
      const stable = (text: string) => text.replace(/("?id"?(?: => | |\n\d+\) |\n)(?:\(integer\) )?)\d+/g, '$1N');
      expect(stable(await ours(lines, style))).toBe(stable(expected));
    },
  );
});
