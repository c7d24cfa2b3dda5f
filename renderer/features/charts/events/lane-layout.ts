import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { lookOf } from '../../activity/event-style.ts';
import { shareOf, type TimeWindow } from '../time/time-window.ts';

/** A mark on the lane: one event, or several that lie too close to be told apart. */
export interface LaneMark {
  /** Oldest first. */
  readonly events: readonly ActivityEvent[];
  /** px from the left of the lane to the middle of the mark. */
  readonly x: number;
  /** px */
  readonly width: number;
  readonly words: string;
  readonly level: ActivityEvent['level'];
}

/** px a letter takes at most, and what stands around the word: icon, padding, border. */
const LETTER = 6.6;
const AROUND = 30;
const BETWEEN = 4;

const weight = { info: 0, warn: 1, fail: 2 } as const;

/**
 * Puts events on one lane, in the order of time; what would cover the one before it is put together with it.
 * @param width px of the lane
 */
export function laneMarks(events: readonly ActivityEvent[], window: TimeWindow, width: number): readonly LaneMark[] {
  const placed: { events: ActivityEvent[]; x: number; width: number }[] = [];
  const sorted = events
    .map((event) => ({ event, x: shareOf(window, Date.parse(event.at)) * width }))
    .filter(({ x }) => x >= 0 && x <= width)
    .sort((one, other) => one.x - other.x);
  for (const { event, x } of sorted) {
    const before = placed.at(-1);
    const own = widthOf([event]);
    if (before && held(x, own, width) - own / 2 < held(before.x, before.width, width) + before.width / 2 + BETWEEN) {
      before.events.push(event);
      before.width = widthOf(before.events);
    } else placed.push({ events: [event], x, width: own });
  }
  return placed.map((mark) => ({
    ...mark,
    x: held(mark.x, mark.width, width),
    words: wordsOf(mark.events),
    level: mark.events.reduce<LaneMark['level']>(
      (worst, { level }) => (weight[level] > weight[worst] ? level : worst),
      'info',
    ),
  }));
}

/** So that the mark does not hang over an edge. */
function held(x: number, own: number, width: number): number {
  return Math.max(own / 2, Math.min(width - own / 2, x));
}

function widthOf(events: readonly ActivityEvent[]): number {
  return wordsOf(events).length * LETTER + AROUND;
}

function wordsOf(events: readonly ActivityEvent[]): string {
  const words = new Set(events.map((event) => lookOf(event).word));
  const [first = ''] = words;
  if (events.length === 1) return first;
  return words.size === 1 ? `${events.length} × ${first}` : `${events.length} events`;
}
