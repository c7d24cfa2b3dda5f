import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { desktopFolder } from '../home/paths.ts';
import { expiryTime } from './expiry-time.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const start = Date.parse('2026-11-30T22:00:00Z');

function useHome(): string {
  const home = temporaryFolder();
  mkdirSync(desktopFolder(home), { recursive: true });
  return home;
}

describe('expiry time', () => {
  test('a clock that runs › is its time', async () => {
    const home = useHome();
    for (const at of [0, 10 * MINUTE, DAY, 30 * DAY, 60 * DAY]) {
      expect(await expiryTime(home, start + at)).toBe(start + at);
    }
  });

  test('a clock years ahead for an hour › is the time before', async () => {
    const home = useHome();
    await expiryTime(home, start);
    const wrong = start + 1500 * DAY;
    for (const at of [0, MINUTE, 60 * MINUTE]) expect(await expiryTime(home, wrong + at)).toBe(start);
    expect(await expiryTime(home, start + 70 * MINUTE)).toBe(start + 70 * MINUTE);
    expect(await expiryTime(home, start + 8 * DAY)).toBe(start + 8 * DAY);
  });

  test('a computer that was not used for months › is now, a day later', async () => {
    const home = useHome();
    await expiryTime(home, start);
    const back = start + 100 * DAY;
    expect(await expiryTime(home, back)).toBe(start);
    expect(await expiryTime(home, back + DAY / 2)).toBe(start);
    expect(await expiryTime(home, back + DAY)).toBe(back + DAY);
  });

  test('a clock that begins in 1970 at every boot › nothing expires when it is set', async () => {
    const home = useHome();
    await expiryTime(home, start);
    expect(await expiryTime(home, MINUTE)).toBe(MINUTE);
    expect(await expiryTime(home, start + 2 * MINUTE)).toBe(MINUTE);
  });

  test('a home without the app › nothing is written there', async () => {
    const home = temporaryFolder();
    expect(await expiryTime(home, start)).toBe(start);
    expect(readdirSync(home)).toEqual([]);
  });

  test('a damaged note › is set aside, and the clock is believed', async () => {
    const home = useHome();
    const note = join(desktopFolder(home), 'clock.json');
    writeFileSync(note, '{"seenAt":');
    expect(await expiryTime(home, start)).toBe(start);
    expect(existsSync(note)).toBe(true);
    expect(await expiryTime(home, start + 1500 * DAY)).toBe(start);
  });
});
