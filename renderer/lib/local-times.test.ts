import { afterEach, describe, expect, test } from 'vitest';
import { localTimes } from './local-times.ts';

const zone = process.env.TZ;
const HOUR = 3_600_000;

afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

/** The local times as `29 03:00`. */
function times(zoneName: string, from: string, to: string, stepMs: number): readonly string[] {
  process.env.TZ = zoneName;
  return localTimes(Date.parse(from), Date.parse(to), stepMs).map((at) => {
    const date = new Date(at);
    return `${date.getDate()} ${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  });
}

describe('localTimes', () => {
  test('local times › the ends › belong to it where they are round', () => {
    expect(times('UTC', '2026-11-19T12:00:00Z', '2026-11-19T14:00:00Z', HOUR)).toEqual([
      '19 12:00',
      '19 13:00',
      '19 14:00',
    ]);
    expect(times('UTC', '2026-11-19T12:00:01Z', '2026-11-19T13:59:59Z', HOUR)).toEqual(['19 13:00']);
  });

  test('local times › a span without a round time, or reversed › none', () => {
    expect(times('UTC', '2026-11-19T12:10:00Z', '2026-11-19T12:50:00Z', HOUR)).toEqual([]);
    expect(times('UTC', '2026-11-19T12:00:00Z', '2026-11-18T12:00:00Z', HOUR)).toEqual([]);
  });

  test('local times › clocks go forward at 02:00 › each hour once, also midnight after it', () => {
    const hours = times('Europe/Berlin', '2026-03-29T00:00:00+01:00', '2026-03-30T02:00:00+02:00', HOUR);
    expect(hours.slice(0, 4)).toEqual(['29 00:00', '29 01:00', '29 03:00', '29 04:00']);
    expect(hours.slice(-3)).toEqual(['30 00:00', '30 01:00', '30 02:00']);
    expect(new Set(hours).size).toBe(hours.length);
  });

  test('local times › clocks go back at 03:00 › no hole before midnight', () => {
    const hours = times('Europe/Berlin', '2026-10-25T22:00:00+01:00', '2026-10-26T01:00:00+01:00', HOUR);
    expect(hours).toEqual(['25 22:00', '25 23:00', '26 00:00', '26 01:00']);
  });

  test('local times › six hours apart on these days › by the clock', () => {
    expect(times('Europe/Berlin', '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 6 * HOUR)).toEqual([
      '29 00:00',
      '29 06:00',
      '29 12:00',
      '29 18:00',
      '30 00:00',
    ]);
    expect(times('Europe/Berlin', '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00', 6 * HOUR)).toEqual([
      '25 00:00',
      '25 06:00',
      '25 12:00',
      '25 18:00',
      '26 00:00',
    ]);
  });

  test('local times › whole days › midnight of each, across a change and the end of a month', () => {
    expect(times('Europe/Berlin', '2026-03-28T12:00:00+01:00', '2026-04-01T12:00:00+02:00', 24 * HOUR)).toEqual([
      '29 00:00',
      '30 00:00',
      '31 00:00',
      '1 00:00',
    ]);
    expect(times('Europe/Berlin', '2026-03-28T00:00:00+01:00', '2026-04-04T00:00:00+02:00', 7 * 24 * HOUR)).toEqual([
      '28 00:00',
      '4 00:00',
    ]);
  });

  test('local times › a zone that is half an hour off › round by its own clock', () => {
    expect(times('Asia/Kolkata', '2026-11-19T00:10:00Z', '2026-11-19T02:00:00Z', HOUR)).toEqual([
      '19 06:00',
      '19 07:00',
    ]);
  });

  test('local times › seconds late in the day › few, and as many as there are', () => {
    process.env.TZ = 'UTC';
    const from = Date.parse('2026-11-19T23:59:50.500Z');
    const found = localTimes(from, from + 5000, 1000);
    expect(found.map((at) => at - from)).toEqual([500, 1500, 2500, 3500, 4500]);
  });
});
