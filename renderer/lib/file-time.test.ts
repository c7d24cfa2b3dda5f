import { afterEach, expect, test } from 'vitest';
import { fileTime } from './file-time.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test.each([
  ['Europe/Berlin', '2026-11-29T14-31-20+0100'],
  ['America/St_Johns', '2026-11-29T10-01-20-0330'],
  ['UTC', '2026-11-29T13-31-20+0000'],
])('time of a file › in %s › local, with its offset', (name, expected) => {
  process.env.TZ = name;
  expect(fileTime(new Date('2026-11-29T13:31:20Z'))).toBe(expected);
});
