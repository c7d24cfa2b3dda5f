import { expect, test } from 'vitest';
import { type CommandSample, commandSample } from '../../../../shared/contract/command-stats.ts';
import { chooseStyle } from '../../format/style.ts';
import { rateLines, totalLines } from './commands-lines.ts';

const style = chooseStyle(false, {});

const get = {
  command: 'get',
  calls: 1234,
  usec: 9876,
  usecPerCall: 8.003,
  timeShare: 0.9,
  rejected: 0,
  failed: 2,
  p50Usec: 0.001,
  p99Usec: 7.007,
  p999Usec: 1200.127,
  recent: { callsPerSecond: 12.5, usecPerCall: 150.2, timeShare: 1, rejectedPerSecond: 0, failedPerSecond: 0.5 },
};
const old = { ...get, command: 'set', rejected: null, failed: null, p50Usec: null, p99Usec: null, p999Usec: null };
const idle = { ...get.recent, callsPerSecond: 0, usecPerCall: null, timeShare: 0 };

function sample(over: Partial<CommandSample> = {}): CommandSample {
  return commandSample.parse({
    id: 'main',
    at: '2026-11-19T14:32:00.000Z',
    state: 'answering',
    reason: null,
    sinceMs: 1000,
    busyShare: 0.021,
    percentiles: 'known',
    commands: [get, { ...old, recent: idle }],
    errors: [{ code: 'ERR', count: 3, perSecond: 0.5 }],
    ...over,
  });
}

const texts = (one: CommandSample, width = 200) => rateLines(one, width, style).map(({ text }) => text);

test('commands › totals › of every command, unknown where an old server has none', () => {
  expect(totalLines(sample({ percentiles: 'too-old' }), Number.POSITIVE_INFINITY, style)).toEqual([
    'main: 2,468 calls since its start or CONFIG RESETSTAT, 19.8 ms in commands.',
    '',
    'Command  Calls  µs/call    Time  Rejected  Failed  p50 µs  p99 µs  p99.9 µs',
    'get      1,234      8.0  90.0 %         0       2      <1       7     1,200',
    'set      1,234      8.0  90.0 %         —       —       —       —         —',
    '',
    'Errors: ERR 3.',
    'Percentiles need Redis 7 or later.',
  ]);
});

test('commands › rates › of called commands, in the columns that fit', () => {
  expect(texts(sample())).toEqual([
    'main: 12.5 calls/s, 2.1 % of the time in commands, ERR 0.5/s',
    'Command  Calls/s  µs/call     Time  Rejected/s  Failed/s  p50 µs  p99 µs  p99.9 µs',
    'get         12.5      150  100.0 %           0       0.5      <1       7     1,200',
  ]);
  expect(texts(sample(), 40)[1]).toBe('Command  Calls/s  µs/call     Time');
  expect(texts(sample({ sinceMs: null, percentiles: 'off' }))).toEqual([
    'main: no rates, because its counters were reset.',
  ]);
  expect(texts(sample({ state: 'silent', reason: 'No answer.' }))).toEqual(['No answer.']);
});
