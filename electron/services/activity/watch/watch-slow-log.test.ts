import { expect, test } from 'vitest';
import { watchSlowLogs } from './watch-slow-log.ts';

type Entry = readonly [id: number, atSeconds: number, ms: number, command: string];

/** A reply of SLOWLOG GET, newest first. */
function reply(entries: readonly Entry[]): unknown {
  return entries.map(([id, at, ms, command]) => [id, at, ms * 1000, command.split(' '), '127.0.0.1:1', '']);
}

const second = 1_790_000_000;
const startedAt = new Date(second * 1000);
const titles = (events: readonly { readonly title: string }[]) => events.map(({ title }) => title.split(': ')[1]);

test('slow log › new entries › are reported once, the longest of each command, without older entries', () => {
  const watch = watchSlowLogs(startedAt);
  const old: Entry = [1, second - 60, 500, 'KEYS *'];
  expect(titles(watch.record('main', reply([old]), startedAt))).toEqual([]);
  const first: Entry[] = [[3, second + 5, 80, 'GET big'], [2, second + 5, 20, 'GET small'], old];
  const [event, ...more] = watch.record('main', reply(first), startedAt);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    at: new Date((second + 5) * 1000).toISOString(),
    detail: 'It took 80.0 ms, the longest of 2.',
  });
  expect(watch.record('main', reply(first), startedAt)).toEqual([]);
});

test('slow log › repeated command › is reported again when twice as slow or after five minutes; at most five per read', () => {
  const watch = watchSlowLogs(startedAt);
  const titlesAt = (at: number, ...entries: Entry[]) =>
    titles(watch.record('main', reply(entries), new Date((second + at) * 1000)));
  expect(titlesAt(1, [10, second + 1, 20, 'GET a'])).toEqual(['GET a']);
  expect(titlesAt(2, [11, second + 2, 30, 'GET b'])).toEqual([]);
  expect(titlesAt(3, [12, second + 3, 41, 'GET c'])).toEqual(['GET c']);
  expect(titlesAt(400, [13, second + 400, 20, 'GET d'])).toEqual(['GET d']);
  const flood = Array.from(
    { length: 40 },
    (_, index): Entry => [60 - index, second + 401, 99 - index, `CMD${index} k`],
  );
  expect(titlesAt(401, ...flood)).toEqual(['CMD0 k', 'CMD1 k', 'CMD2 k', 'CMD3 k', 'CMD4 k']);
});

test('slow log › restarted server or SLOWLOG RESET › new entries are still reported', () => {
  const watch = watchSlowLogs(startedAt);
  const titlesAt = (...entries: Entry[]) => titles(watch.record('main', reply(entries), startedAt));
  expect(titlesAt([90, second + 1, 20, 'GET a'])).toEqual(['GET a']);
  expect(titlesAt()).toEqual([]);
  expect(titlesAt([91, second + 2, 20, 'DEL a'])).toEqual(['DEL a']);
  expect(titlesAt([0, second + 3, 20, 'SORT a'])).toEqual(['SORT a']);
});

test('slow log › between commands of this app › an entry is reported once', () => {
  const watch = watchSlowLogs(startedAt);
  const own = (id: number) => [id, second + 1, 20_000, ['INFO'], '127.0.0.1:2', 'vrooli-redis-desktop'];
  const [other] = reply([[1, second + 1, 20, 'GET a']]) as readonly unknown[];
  const titlesAt = (seconds: number, ...entries: readonly unknown[]) =>
    titles(watch.record('main', entries, new Date((second + seconds) * 1000)));
  expect(titlesAt(1, own(2), other)).toEqual(['GET a']);
  expect(titlesAt(400, own(3))).toEqual([]);
  expect(titlesAt(800, own(3), own(2), other)).toEqual([]);
});
