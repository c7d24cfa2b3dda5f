import { expect, test } from 'vitest';
import { watchSlowLogs } from './watch-slow-log.ts';

type Entry = readonly [id: number, atSeconds: number, ms: number, command: string];

/** What a server answers to SLOWLOG GET, newest first. */
function reply(entries: readonly Entry[]): unknown {
  return entries.map(([id, at, ms, command]) => [id, at, ms * 1000, command.split(' '), '127.0.0.1:1', '']);
}

const second = 1_790_000_000;
const begun = new Date(second * 1000);
const titles = (events: readonly { readonly title: string }[]) => events.map(({ title }) => title.split(': ')[1]);

test('what is new is told once, the longest of each command, and never what was there before', () => {
  const watch = watchSlowLogs(begun);
  const old: Entry = [1, second - 60, 500, 'KEYS *'];
  expect(titles(watch.look('main', reply([old]), begun))).toEqual([]);
  const first: Entry[] = [[3, second + 5, 80, 'GET big'], [2, second + 5, 20, 'GET small'], old];
  const [event, ...more] = watch.look('main', reply(first), begun);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    at: new Date((second + 5) * 1000).toISOString(),
    detail: 'It took 80.0 ms, the longest of 2.',
  });
  expect(watch.look('main', reply(first), begun)).toEqual([]);
});

test('the same is told again when it has become twice as slow, or after a while; in a flood five are', () => {
  const watch = watchSlowLogs(begun);
  const look = (at: number, ...entries: Entry[]) =>
    titles(watch.look('main', reply(entries), new Date((second + at) * 1000)));
  expect(look(1, [10, second + 1, 20, 'GET a'])).toEqual(['GET a']);
  expect(look(2, [11, second + 2, 30, 'GET b'])).toEqual([]);
  expect(look(3, [12, second + 3, 41, 'GET c'])).toEqual(['GET c']);
  expect(look(400, [13, second + 400, 20, 'GET d'])).toEqual(['GET d']);
  const flood = Array.from(
    { length: 40 },
    (_, index): Entry => [60 - index, second + 401, 99 - index, `CMD${index} k`],
  );
  expect(look(401, ...flood)).toEqual(['CMD0 k', 'CMD1 k', 'CMD2 k', 'CMD3 k', 'CMD4 k']);
});

test('a restarted server counts from zero, and a server whose log was reset continues', () => {
  const watch = watchSlowLogs(begun);
  const look = (...entries: Entry[]) => titles(watch.look('main', reply(entries), begun));
  expect(look([90, second + 1, 20, 'GET a'])).toEqual(['GET a']);
  expect(look()).toEqual([]);
  expect(look([91, second + 2, 20, 'DEL a'])).toEqual(['DEL a']);
  expect(look([0, second + 3, 20, 'SORT a'])).toEqual(['SORT a']);
});
