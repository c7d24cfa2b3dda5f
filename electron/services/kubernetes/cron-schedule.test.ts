import { describe, expect, test } from 'vitest';
import { checkedCron } from './cron-schedule.ts';

describe('cron expression of a CronJob', () => {
  test.each([
    ['0 3 * * *', '0 3 * * *'],
    ['  */15   0-6,22 1 jan-MAR mon,3-5 ', '*/15 0-6,22 1 jan-MAR mon,3-5'],
    ['0 0 1-31/2 12 0', '0 0 1-31/2 12 0'],
  ])('%s › accepted', (given, expected) => {
    expect(checkedCron(given)).toBe(expected);
  });

  test.each([
    ['', 'five fields'],
    ['@daily', 'five fields'],
    ['0 3 * * * *', 'five fields'],
    ['60 3 * * *', '"60" as minute'],
    ['0 24 * * *', '"24" as hour'],
    ['0 3 0 * *', '"0" as day of month'],
    ['0 3 L * *', '"L" as day of month'],
    ['0 3 * 13 *', '"13" as month'],
    ['0 3 * * 7', '"7" as day of week'],
    ['0 3 * * fri-mon', '"fri-mon" as day of week'],
    ['*/0 3 * * *', '"*/0" as minute'],
    ['0,,5 3 * * *', '"0,,5" as minute'],
    ['0 3 * * *;', '"*;" as day of week'],
  ])('%s › refused with the field', (given, reason) => {
    expect(() => checkedCron(given)).toThrow(reason);
    expect(() => checkedCron(given)).toThrow('Give a cron expression of five fields');
  });
});
