import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { eventStyle } from '../../activity/event-style.ts';
import { shareOf, type TimeWindow } from '../model/time-window.ts';
import * as eventsWords from '../words/events.ts';

/** A marker on the lane: one event, or several that would overlap. */
export interface EventMarker {
  /** Oldest first. */
  readonly events: readonly ActivityEvent[];
  /** Centre of the marker, px from the left of the lane. */
  readonly x: number;
  /** px */
  readonly width: number;
  readonly words: string;
  readonly level: ActivityEvent['level'];
}

/** Upper bounds in px: the width of a letter, and of icon, padding and border together. */
const LETTER_WIDTH = 6.6;
const MARKER_PADDING = 30;
const MARKER_GAP = 4;

const severity = { info: 0, warn: 1, fail: 2 } as const;

/**
 * Places events on the lane in time order and merges an event into the marker that it would overlap.
 * @param width lane width, px
 */
export function layOutMarkers(
  events: readonly ActivityEvent[],
  window: TimeWindow,
  width: number,
): readonly EventMarker[] {
  const placed: { events: ActivityEvent[]; x: number; width: number }[] = [];
  const sorted = events
    .map((event) => ({ event, x: shareOf(window, Date.parse(event.at)) * width }))
    .filter(({ x }) => x >= 0 && x <= width)
    .sort((one, other) => one.x - other.x);
  for (const { event, x } of sorted) {
    const before = placed.at(-1);
    const ownWidth = widthOf([event]);
    if (
      before &&
      clamped(x, ownWidth, width) - ownWidth / 2 <
        clamped(before.x, before.width, width) + before.width / 2 + MARKER_GAP
    ) {
      before.events.push(event);
      before.width = widthOf(before.events);
    } else placed.push({ events: [event], x, width: ownWidth });
  }
  return placed.map((marker) => ({
    ...marker,
    x: clamped(marker.x, marker.width, width),
    words: labelOf(marker.events),
    level: marker.events.reduce<EventMarker['level']>(
      (worst, { level }) => (severity[level] > severity[worst] ? level : worst),
      'info',
    ),
  }));
}

/** Keeps a marker within the edges. */
function clamped(x: number, ownWidth: number, width: number): number {
  return Math.max(ownWidth / 2, Math.min(width - ownWidth / 2, x));
}

function widthOf(events: readonly ActivityEvent[]): number {
  return labelOf(events).length * LETTER_WIDTH + MARKER_PADDING;
}

function labelOf(events: readonly ActivityEvent[]): string {
  const labels = new Set(events.map((event) => eventStyle(event).word));
  const [first = ''] = labels;
  if (events.length === 1) return first;
  return labels.size === 1 ? `${events.length} × ${first}` : eventsWords.countEvents(events.length);
}
