import { createPersistedStore } from '../../../lib/persisted.ts';
import { createStore } from '../../../lib/store.ts';
import { longerRange, rangeById, rangeForAge } from '../../../lib/time-ranges.ts';
import type { Span } from './time-window.ts';

const MIN_SPAN_MS = 10_000;

/** The time that the charts show. Live means neither zoomed nor paused. */
export interface ChartsState {
  /** Nested zooms, the current one last. */
  readonly zooms: readonly Span[];
  /** ms since 1970; null: live. */
  readonly pausedAt: number | null;
}

/** Defaults to the shortest range, because a new home has little history. */
const chosenRange = createPersistedStore<string>('charts-range', '5m');
/** The chosen range, or the one that a link requires. */
export const chartsRange = createStore(chosenRange.get());
export const chartsState = createStore<ChartsState>({ zooms: [], pausedAt: null });

/** The visible span, set by the view. */
export const shownSpan = createStore<Span | null>(null);

/** The cursor that all charts share, ms since 1970; null: now. */
export const cursor = createStore<number | null>(null);

/** The moment that a link points at, ms since 1970. Its events are highlighted. */
export const linkedMoment = createStore<number | null>(null);

/** The point that was clicked, ms since 1970: the view offers what ran then. Null: none. */
export const pickedMoment = createStore<number | null>(null);

export function chooseRange(id: string): void {
  chosenRange.set(id);
  chartsRange.set(id);
  goLive();
}

export function goLive(): void {
  cursor.set(null);
  pickedMoment.set(null);
  linkedMoment.set(null);
  chartsState.set({ zooms: [], pausedAt: null });
}

/** Pauses the charts around a moment. @param at ms since 1970, not in the future */
export function showMoment(at: number, now = Date.now()): void {
  const { id, ms } = rangeById(rangeForAge(now - at));
  chartsRange.set(id);
  cursor.set(at);
  linkedMoment.set(at);
  chartsState.set({ zooms: [], pausedAt: Math.min(at + ms / 2, now) });
}

/** Zoom and pause do not outlive the visit: a later visit starts live. */
export function leaveCharts(): void {
  goLive();
  chartsRange.set(chosenRange.get());
  shownSpan.set(null);
}

/** Pauses the charts, or resumes them from now. */
export function togglePause(): void {
  const { zooms, pausedAt } = chartsState.get();
  if (zooms.length > 0 || pausedAt !== null) goLive();
  else chartsState.set({ zooms, pausedAt: shownSpan.get()?.to ?? Date.now() });
}

export function zoomTo(span: Span): void {
  const missing = MIN_SPAN_MS - (span.to - span.from);
  cursor.set(null);
  const widened = missing > 0 ? { from: span.from - missing / 2, to: span.to + missing / 2 } : span;
  chartsState.set(({ zooms, pausedAt }) => ({ zooms: [...zooms, widened], pausedAt }));
}

export function undoZoom(): void {
  cursor.set(null);
  chartsState.set(({ zooms, pausedAt }) => ({ zooms: zooms.slice(0, -1), pausedAt }));
}

/** Halves the span around the cursor. */
export function zoomIn(): void {
  const shown = shownSpan.get();
  if (!shown || shown.to - shown.from <= MIN_SPAN_MS) return;
  const half = (shown.to - shown.from) / 2;
  const middle = cursor.get() ?? shown.to - half / 2;
  const from = Math.min(Math.max(shown.from, middle - half / 2), shown.to - half);
  zoomTo({ from, to: from + half });
}

/** Doubles the span, or chooses the next longer range if nothing is zoomed. */
export function zoomOut(): void {
  const zoom = chartsState.get().zooms.at(-1);
  if (!zoom) {
    chooseRange(longerRange(chartsRange.get()));
    return;
  }
  const span = zoom.to - zoom.from;
  if (span * 2 >= rangeById(chartsRange.get()).ms) {
    const { pausedAt } = chartsState.get();
    goLive();
    // A chart that is paused at a moment of the past stays there.
    if (pausedAt !== null) chartsState.set({ zooms: [], pausedAt });
    return;
  }
  const to = Math.min(zoom.to + span / 2, Date.now());
  chartsState.set(({ zooms, pausedAt }) => ({ zooms: [...zooms, { from: to - span * 2, to }], pausedAt }));
}

/** Moves by half the span to the left (−1) or right (1), not past now. The zoom depth does not change. */
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
