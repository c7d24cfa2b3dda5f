import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  chartsRange,
  chartsState,
  chooseRange,
  cursor,
  goLive,
  leaveCharts,
  linkedMoment,
  moveShown,
  showMoment,
  shownSpan,
  togglePause,
  undoZoom,
  zoomIn,
  zoomOut,
  zoomTo,
} from './view-state.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  chooseRange('1h');
  shownSpan.set({ from: NOW - HOUR, to: NOW });
});
afterEach(() => {
  leaveCharts();
  vi.useRealTimers();
});

const zooms = () => chartsState.get().zooms;
const lastZoom = () => zooms().at(-1) ?? { from: Number.NaN, to: Number.NaN };
const isLive = () => zooms().length === 0 && chartsState.get().pausedAt === null;

describe('togglePause', () => {
  test('pause › live › stops at the end that is shown, not at the time of the click', () => {
    shownSpan.set({ from: NOW - HOUR - 800, to: NOW - 800 });
    togglePause();
    expect(chartsState.get()).toEqual({ zooms: [], pausedAt: NOW - 800 });
  });

  test('pause › nothing drawn yet › stops now', () => {
    shownSpan.set(null);
    togglePause();
    expect(chartsState.get().pausedAt).toBe(NOW);
  });

  test('pause › paused or zoomed › goes live again, without a cursor of the past', () => {
    togglePause();
    cursor.set(NOW - MINUTE);
    togglePause();
    expect([isLive(), cursor.get()]).toEqual([true, null]);
    zoomTo({ from: NOW - 2 * MINUTE, to: NOW - MINUTE });
    togglePause();
    expect(isLive()).toBe(true);
  });
});

describe('zoomTo', () => {
  test('zoom › a part of the chart › is shown, and the cursor goes', () => {
    cursor.set(NOW);
    zoomTo({ from: NOW - 30 * MINUTE, to: NOW - 20 * MINUTE });
    expect(zooms()).toEqual([{ from: NOW - 30 * MINUTE, to: NOW - 20 * MINUTE }]);
    expect(cursor.get()).toBeNull();
  });

  test('zoom › less than ten seconds, even a point › widened to ten around its middle', () => {
    zoomTo({ from: NOW - 5000, to: NOW - 5000 });
    expect(lastZoom()).toEqual({ from: NOW - 10_000, to: NOW });
    zoomTo({ from: NOW - 20_000, to: NOW - 16_000 });
    expect(lastZoom()).toEqual({ from: NOW - 23_000, to: NOW - 13_000 });
  });

  test('undo › nested zooms › one step back each, then the state from before', () => {
    zoomTo({ from: NOW - 30 * MINUTE, to: NOW });
    zoomTo({ from: NOW - 20 * MINUTE, to: NOW });
    undoZoom();
    expect(zooms()).toEqual([{ from: NOW - 30 * MINUTE, to: NOW }]);
    undoZoom();
    undoZoom();
    expect(isLive()).toBe(true);
  });

  test('undo › zoomed while paused › stays paused', () => {
    togglePause();
    const { pausedAt } = chartsState.get();
    zoomTo({ from: NOW - 30 * MINUTE, to: NOW });
    undoZoom();
    expect(chartsState.get()).toEqual({ zooms: [], pausedAt });
  });
});

describe('zoomIn', () => {
  test('zoom in › cursor set › half the span, around the cursor', () => {
    cursor.set(NOW - 30 * MINUTE);
    zoomIn();
    expect(lastZoom()).toEqual({ from: NOW - 45 * MINUTE, to: NOW - 15 * MINUTE });
  });

  test('zoom in › without a cursor › the newest half', () => {
    zoomIn();
    expect(lastZoom()).toEqual({ from: NOW - 30 * MINUTE, to: NOW });
  });

  test.each([NOW - HOUR, NOW - HOUR + 1, NOW])(
    'zoom in › cursor at an edge (%d) › never leaves the shown span',
    (at) => {
      cursor.set(at);
      zoomIn();
      const { from, to } = lastZoom();
      expect([from >= NOW - HOUR, to <= NOW, to - from]).toEqual([true, true, 30 * MINUTE]);
    },
  );

  test('zoom in › repeated › ends at ten seconds and adds no further step to undo', () => {
    for (let step = 0; step < 30; step++) {
      zoomIn();
      shownSpan.set(lastZoom());
    }
    const { from, to } = lastZoom();
    expect(to - from).toBe(10_000);
    expect(zooms().length).toBeLessThan(15);
  });

  test('zoom in › nothing drawn yet › nothing', () => {
    shownSpan.set(null);
    zoomIn();
    expect(isLive()).toBe(true);
  });
});

describe('zoomOut', () => {
  test('zoom out › not zoomed › the next longer range', () => {
    zoomOut();
    expect(chartsRange.get()).toBe('6h');
    for (let step = 0; step < 9; step++) zoomOut();
    expect(chartsRange.get()).toBe('90d');
  });

  test('zoom out › zoomed › twice the span around it, not past now', () => {
    zoomTo({ from: NOW - 20 * MINUTE, to: NOW - 10 * MINUTE });
    zoomOut();
    expect(lastZoom()).toEqual({ from: NOW - 25 * MINUTE, to: NOW - 5 * MINUTE });
    goLive();
    zoomTo({ from: NOW - 10 * MINUTE, to: NOW - MINUTE });
    zoomOut();
    expect(lastZoom()).toEqual({ from: NOW - 18 * MINUTE, to: NOW });
  });

  test('zoom out › twice the span would be the whole range › the range itself, live', () => {
    zoomTo({ from: NOW - 30 * MINUTE, to: NOW });
    zoomOut();
    expect([isLive(), chartsRange.get()]).toEqual([true, '1h']);
  });

  test('zoom out › zoomed in a paused chart › back to the paused range, not to live data', () => {
    showMoment(NOW - 2 * HOUR);
    const before = chartsState.get();
    zoomTo({ from: NOW - 2 * HOUR - 20 * MINUTE, to: NOW - 2 * HOUR + 20 * MINUTE });
    zoomOut();
    expect(chartsState.get()).toEqual(before);
  });
});

describe('moveShown', () => {
  test('move › left and right › by half the span, without another step to undo', () => {
    zoomTo({ from: NOW - 40 * MINUTE, to: NOW - 30 * MINUTE });
    shownSpan.set(lastZoom());
    moveShown(-1);
    expect(zooms()).toEqual([{ from: NOW - 45 * MINUTE, to: NOW - 35 * MINUTE }]);
    shownSpan.set(lastZoom());
    moveShown(1);
    expect(zooms()).toEqual([{ from: NOW - 40 * MINUTE, to: NOW - 30 * MINUTE }]);
  });

  test('move › past now › ends at now with the same span', () => {
    shownSpan.set({ from: NOW - HOUR - MINUTE, to: NOW - MINUTE });
    moveShown(1);
    expect(lastZoom()).toEqual({ from: NOW - HOUR, to: NOW });
  });

  test('move › nothing drawn yet › nothing', () => {
    shownSpan.set(null);
    moveShown(-1);
    expect(isLive()).toBe(true);
  });
});

describe('showMoment', () => {
  test('moment › an old event › paused around it, at a range that its samples allow', () => {
    const at = NOW - 3 * 24 * HOUR;
    showMoment(at);
    expect(chartsRange.get()).toBe('6h');
    expect(chartsState.get()).toEqual({ zooms: [], pausedAt: at + 3 * HOUR });
    expect([cursor.get(), linkedMoment.get()]).toEqual([at, at]);
  });

  test('moment › a moment ago › never shows the future', () => {
    showMoment(NOW - 1000);
    expect(chartsState.get().pausedAt).toBe(NOW);
  });

  test('moment › leaving the charts › the range that the person chose, live', () => {
    showMoment(NOW - 3 * 24 * HOUR);
    leaveCharts();
    expect([chartsRange.get(), isLive(), cursor.get(), linkedMoment.get(), shownSpan.get()]).toEqual([
      '1h',
      true,
      null,
      null,
      null,
    ]);
  });
});

test('chooseRange › zoomed and paused › live at that range', () => {
  togglePause();
  zoomTo({ from: NOW - 5 * MINUTE, to: NOW });
  chooseRange('24h');
  expect([chartsRange.get(), isLive()]).toEqual(['24h', true]);
});
