import { expect, test } from 'vitest';
import { smallestSize, windowBounds } from './window-state.ts';

const left = { x: -2560, y: 0, width: 2560, height: 1400 };
const main = { x: 0, y: 25, width: 1920, height: 1055 };
const state = (x: number, y: number, width = 1000, height = 700) => ({ x, y, width, height, maximized: false });

test('windowBounds › several displays › the window opens on its last display', () => {
  expect(windowBounds(state(-2000, 100), [main, left])).toEqual({ x: -2000, y: 100, width: 1000, height: 700 });
  expect(windowBounds(state(200, 100), [main, left])).toEqual({ x: 200, y: 100, width: 1000, height: 700 });
});

test('windowBounds › its display is gone › the default size, where the system puts it', () => {
  expect(windowBounds(state(-2000, 100), [main])).toEqual({ width: 1280, height: 832 });
});

test('windowBounds › across two displays › unchanged, as long as its top edge can be grabbed on one', () => {
  expect(windowBounds(state(-900, 100), [main, left])).toMatchObject({ x: -900 });
  expect(windowBounds(state(-900, 100), [main])).toEqual({ width: 1280, height: 832 });
  expect(windowBounds(state(-800, 100), [main])).toMatchObject({ x: -800 });
});

/** The work area of a display of 1920 × 1080 pixels with a panel of 40 points, at a scale of the system. */
const scaledTo = (scale: number, x = 0) => ({
  ...{ x, y: 0 },
  ...{ width: Math.floor(1920 / scale), height: Math.floor(1080 / scale) - 40 },
});

test.each([1, 1.25, 1.5, 1.75, 2, 2.5])('windowBounds › the display is scaled to %d › fits into it', (scale) => {
  const area = scaledTo(scale);
  for (const saved of [null, state(0, 0), state(0, 0, 1920, 1040), state(600, 300, 1900, 1000)]) {
    const { x = 0, y = 0, width, height } = windowBounds(saved, [area]);
    expect([width <= area.width, height <= area.height]).toEqual([true, true]);
    if (saved && saved.width > area.width) expect(x).toBe(0);
    if (saved && saved.height > area.height) expect(y).toBe(0);
    expect(smallestSize([area]).width).toBeLessThanOrEqual(width);
    expect(smallestSize([area]).height).toBeLessThanOrEqual(height);
  }
});

test('windowBounds › saved on a display of 100 %, which is now beside one of 250 % › opens on either', () => {
  const displays = [scaledTo(1), scaledTo(2.5, 1920)];
  expect(windowBounds(state(100, 80), displays)).toEqual({ x: 100, y: 80, width: 1000, height: 700 });
  expect(windowBounds(state(2000, 80), displays)).toEqual({ x: 1920, y: 0, width: 768, height: 392 });
  expect(smallestSize(displays)).toEqual({ width: 768, height: 392 });
  expect(smallestSize([scaledTo(1)])).toEqual({ width: 900, height: 560 });
});
