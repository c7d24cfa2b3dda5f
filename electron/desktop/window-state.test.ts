import { expect, test } from 'vitest';
import { SMALLEST, windowBounds } from './window-state.ts';

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

test('windowBounds › a display with another scale › fits into its work area, and is never too small', () => {
  const scaled = { x: 0, y: 0, width: 960, height: 520 };
  const { width, height } = windowBounds(state(0, 0, 1900, 1000), [scaled]);
  expect([width, height]).toEqual([960, SMALLEST.height]);
});
