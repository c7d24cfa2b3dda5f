import { expect, test } from 'vitest';
import { parseRedisConf } from '../../redis/conf/redis-conf.ts';
import { scrubbed, secretsIn } from './scrub.ts';

test('scrub › a configuration › finds passwords of the server, its master and its users', () => {
  const conf = parseRedisConf('requirepass first\nmasterauth "second one"\nuser a on >third ~* +@all\nport 1\n');
  expect(secretsIn(conf)).toEqual(['first', 'second one', 'third']);
});

test('scrub › a secret as plain text, in JSON and in a URL › masked', () => {
  const secret = 'p"ss w/rd';
  const text = `${secret} ${JSON.stringify({ secret })} redis://:${encodeURIComponent(secret)}@h:1`;
  expect(scrubbed(text, [secret])).toBe('******** {"secret":"********"} redis://:********@h:1');
});

test('scrub › passwords that no configuration contains › masked in URLs and after their directive', () => {
  expect(scrubbed('rediss://user:unknown@h:1/0', [])).toBe('rediss://user:********@h:1/0');
  expect(scrubbed('AUTH unknown; requirepass unknown', [])).toBe('AUTH ******** requirepass ********');
});

test('scrub › a secret of one letter › masks no ordinary words', () => {
  expect(scrubbed('a backup of main', ['a'])).toBe('a backup of main');
});
