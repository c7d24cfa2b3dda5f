import { createPersistedStore } from '../../../lib/persisted.ts';
import { createStore } from '../../../lib/store.ts';
import { longerRange, rangeById, rangeForAge } from '../../../lib/time-ranges.ts';
import type { Span } from '../time/time-window.ts';

/** No zoom shows less, ms. */
const LEAST_SPAN = 10_000;

/** Which time the charts show. Live: nothing zoomed, nothing paused. */
export interface ChartsState {
  /** Zooms within each other, the one shown last. */
  readonly zooms: readonly Span[];
  /** ms since 1970; null: it goes on. */
  readonly pausedAt: number | null;
}

/** The shortest until another is chosen: a new home has no longer history. */
const chosenRange = createPersistedStore<string>('charts-range', '5m');
/** The range shown: the chosen one, or what a link asks for. */
export const chartsRange = createStore(chosenRange.get());
export const chartsState = createStore<ChartsState>({ zooms: [], pausedAt: null });

/** What is on screen now, for whoever zooms; set by the view. */
export const shownSpan = createStore<Span | null>(null);

/** The time all charts point at, ms since 1970; null: at now. */
export const cursor = createStore<number | null>(null);

/** The moment a link asks for, ms since 1970: what happened then stands out. */
export const askedMoment = createStore<number | null>(null);

/** A new range starts at now, with nothing zoomed. */
export function chooseRange(id: string): void {
  chosenRange.set(id);
  chartsRange.set(id);
  goLive();
}

export function goLive(): void {
  cursor.set(null);
  askedMoment.set(null);
  chartsState.set({ zooms: [], pausedAt: null });
}

/** Stops the charts around a moment. @param at ms since 1970; not past now */
export function showMoment(at: number, now = Date.now()): void {
  const { id, ms } = rangeById(rangeForAge(now - at));
  chartsRange.set(id);
  cursor.set(at);
  askedMoment.set(at);
  chartsState.set({ zooms: [], pausedAt: Math.min(at + ms / 2, now) });
}

/** A zoom or a pause is about what was looked at; who comes again wants to see now. */
export function leaveCharts(): void {
  goLive();
  chartsRange.set(chosenRange.get());
  shownSpan.set(null);
}

/** Stops the charts where they are, or lets them go on from now. */
export function togglePause(): void {
  const { zooms, pausedAt } = chartsState.get();
  if (zooms.length > 0 || pausedAt !== null) goLive();
  else chartsState.set({ zooms, pausedAt: shownSpan.get()?.to ?? Date.now() });
}

export function zoomTo(span: Span): void {
  const missing = LEAST_SPAN - (span.to - span.from);
  cursor.set(null);
  const wide = missing > 0 ? { from: span.from - missing / 2, to: span.to + missing / 2 } : span;
  chartsState.set(({ zooms, pausedAt }) => ({ zooms: [...zooms, wide], pausedAt }));
}

/** Back to what was shown before the last zoom. */
export function undoZoom(): void {
  cursor.set(null);
  chartsState.set(({ zooms, pausedAt }) => ({ zooms: zooms.slice(0, -1), pausedAt }));
}

/** Half of the time, around what is pointed at. */
export function zoomIn(): void {
  const shown = shownSpan.get();
  if (!shown || shown.to - shown.from <= LEAST_SPAN) return;
  const half = (shown.to - shown.from) / 2;
  const middle = cursor.get() ?? shown.to - half / 2;
  const from = Math.min(Math.max(shown.from, middle - half / 2), shown.to - half);
  zoomTo({ from, to: from + half });
}

/** Twice the time; where nothing is zoomed the next longer range. */
export function zoomOut(): void {
  const zoom = chartsState.get().zooms.at(-1);
  if (!zoom) {
    chooseRange(longerRange(chartsRange.get()));
    return;
  }
  const span = zoom.to - zoom.from;
  if (span * 2 >= rangeById(chartsRange.get()).ms) {
    goLive();
    return;
  }
  const to = Math.min(zoom.to + span / 2, Date.now());
  chartsState.set(({ zooms, pausedAt }) => ({ zooms: [...zooms, { from: to - span * 2, to }], pausedAt }));
}

/** Half of what is shown to the left (−1) or right (1), not past now. The zoom stays as deep as it is. */
export function moveShown(direction: -1 | 1): void {
  const shown = shownSpan.get();
  if (!shown) return;
  const span = shown.to - shown.from;
  const to = Math.min(shown.to + (direction * span) / 2, Date.now());
  const moved = { from: to - span, to };
  chartsState.set(({ zooms, pausedAt }) => ({
    zooms: [...zooms.slice(0, Math.max(0, zooms.length - 1)), moved],
    pausedAt,
  }));
}
