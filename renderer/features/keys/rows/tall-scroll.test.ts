import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elementHeight, MAX_HEIGHT, moved, pagesOf, placed, topShowing } from './tall-scroll.ts';

const small = { full: 30_000, viewport: 600 };
const tall = { full: 300_000_000, viewport: 600 };
const start = { top: 0, scrollTop: 0 };

test('moved › a list that fits › equals the scroll position', () => {
  expect(moved(small, start, 1234)).toEqual({ top: 1234, scrollTop: 1234 });
});

test('moved › ten million rows › the wheel moves by pixels, the scroll bar by shares, the ends are reached', () => {
  const middle = moved(tall, start, MAX_HEIGHT / 2);
  expect(middle.top).toBeGreaterThan(149_000_000);
  expect(moved(tall, middle, middle.scrollTop + 100).top).toBe(middle.top + 100);
  expect(moved(tall, middle, MAX_HEIGHT - 600).top).toBe(tall.full - 600);
  expect(moved(tall, middle, 0).top).toBe(0);
});

test('placed › any row of any list › on screen, and still there when the element reports its scroll position', () => {
  fc.assert(
    fc.property(fc.nat(9_999_999), fc.nat(9_999_999), (row, from) => {
      const before = placed(tall, start, from * 30);
      const after = placed(tall, before, topShowing(row, 30, before.top, tall.viewport));
      expect(after.top).toBeLessThanOrEqual(row * 30);
      expect(after.top + tall.viewport).toBeGreaterThanOrEqual(row * 30 + 30);
      expect(after.scrollTop).toBeLessThanOrEqual(elementHeight(tall.full) - tall.viewport);
    }),
  );
});

test('pagesOf › a range of rows › the pages that contain it', () => {
  expect(pagesOf(95, 205, 100)).toEqual([0, 1, 2]);
  expect(pagesOf(0, 0, 100)).toEqual([0]);
  expect(pagesOf(0, -1, 100)).toEqual([]);
});
