import { type KeyboardEvent, type PointerEvent, type Ref, useEffect, useRef, useState } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { fullTime } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { endOf, pointAt, shareOf, type TimeWindow, timeOfPoint } from '../model/time-window.ts';
import { cursor, linkedMoment, moveShown, pickedMoment, undoZoom, zoomTo } from '../model/view-state.ts';
import * as timeWords from '../words/time.ts';
import classes from './time-cursor.module.css';

/** A shorter drag is a click, px. */
const MIN_DRAG_PX = 4;

/** More event lines across the width would hide the curves. */
const MAX_EVENT_LINES = 150;

interface TimeCursorProps {
  readonly window: TimeWindow | null;
  readonly events: readonly ActivityEvent[];
  readonly sizeRef: Ref<HTMLDivElement>;
  readonly live: boolean;
  /** The values at a time, as text for screen readers. */
  readonly describe: (at: number) => string;
}

/**
 * The layer above all plots: cursor, event lines and zoom selection. For the keyboard it is a slider over time.
 */
export function TimeCursor({ window, events, sizeRef, live, describe }: TimeCursorProps) {
  const at = useStore(cursor);
  const linked = useStore(linkedMoment);
  const [brush, setBrush] = useState<readonly [number, number] | null>(null);
  const start = useRef<number | null>(null);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const pointTo = useStable((time: number | null) => {
    if (!window) return;
    const index = time === null ? null : pointAt(window, time);
    cursor.set(index === null ? null : timeOfPoint(window, index));
  });
  const shareAt = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - left) / width));
  };
  const timeAt = (share: number) => (window ? window.from + share * (endOf(window) - window.from) : 0);

  const pick = (time: number) => {
    const index = window && pointAt(window, time);
    if (window && index !== null) pickedMoment.set(timeOfPoint(window, index));
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const share = shareAt(event);
    const { width } = event.currentTarget.getBoundingClientRect();
    const startShare = start.current;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      pointTo(timeAt(Math.min(share, 0.99999)));
      if (startShare !== null && Math.abs(share - startShare) * width >= MIN_DRAG_PX) {
        setBrush(startShare < share ? [startShare, share] : [share, startShare]);
      }
    });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const startShare = start.current;
    const share = shareAt(event);
    cancelAnimationFrame(frame.current);
    start.current = null;
    setBrush(null);
    if (startShare === null) return;
    if (Math.abs(share - startShare) * event.currentTarget.clientWidth < MIN_DRAG_PX) {
      pick(timeAt(Math.min(share, 0.99999)));
      return;
    }
    pickedMoment.set(null);
    zoomTo({ from: timeAt(Math.min(startShare, share)), to: timeAt(Math.max(startShare, share)) });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!window || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = window.count - 1;
    const index = at === null ? last : (pointAt(window, at) ?? last);
    const by = event.shiftKey ? 10 : 1;
    const to: Record<string, number> = { ArrowLeft: index - by, ArrowRight: index + by, Home: 0, End: last };
    const next = to[event.key];
    if (next !== undefined) pointTo(timeOfPoint(window, Math.max(0, Math.min(last, next))));
    else if (event.key === 'PageUp') moveShown(-1);
    else if (event.key === 'PageDown') moveShown(1);
    else if (event.key === 'Backspace') undoZoom();
    else if (event.key === 'Enter') pick(at ?? timeOfPoint(window, last));
    else if (event.key === 'Escape') {
      pointTo(null);
      pickedMoment.set(null);
    } else return;
    event.preventDefault();
  };
  const x = (time: number) => (window ? `${(shareOf(window, time) * 100).toFixed(3)}%` : '0');
  const isInside = (time: number) => window !== null && time >= window.from && time <= endOf(window);
  return (
    <div
      ref={sizeRef}
      className={classes.over}
      role="slider"
      tabIndex={0}
      aria-label={timeWords.timeCursorLabel}
      aria-valuemin={window?.from ?? 0}
      aria-valuemax={window ? endOf(window) : 0}
      aria-valuenow={at ?? (window ? endOf(window) : 0)}
      aria-valuetext={valueText(window, at, live, describe)}
      onPointerDown={(event) => {
        if (event.button !== 0 || !window) return;
        start.current = shareAt(event);
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        start.current = null;
        setBrush(null);
      }}
      onPointerLeave={() => {
        cancelAnimationFrame(frame.current);
        if (start.current === null) pointTo(null);
      }}
      onDoubleClick={undoZoom}
      onKeyDown={onKeyDown}
    >
      {linesOf(events, isInside, linked, window ? (endOf(window) - window.from) / MAX_EVENT_LINES : 0).map((event) => (
        <i
          key={event.id}
          className={classes.event}
          data-level={event.level}
          data-asked={Date.parse(event.at) === linked || undefined}
          style={{ left: x(Date.parse(event.at)) }}
        />
      ))}
      {at !== null && isInside(at) && <i className={classes.line} style={{ left: x(at) }} />}
      {brush && (
        <i className={classes.brush} style={{ left: `${brush[0] * 100}%`, width: `${(brush[1] - brush[0]) * 100}%` }} />
      )}
    </div>
  );
}

/** Without a cursor, the slider is at now or at the time of the pause. */
function valueText(window: TimeWindow | null, at: number | null, live: boolean, describe: TimeCursorProps['describe']) {
  if (at !== null) return `${fullTime(at)}: ${describe(at)}`;
  return live || !window ? timeWords.now : fullTime(endOf(window));
}

/** Merges events closer than `minGapMs` into one line, except failures and the linked event. */
function linesOf(
  events: readonly ActivityEvent[],
  isInside: (time: number) => boolean,
  linked: number | null,
  minGapMs: number,
): readonly ActivityEvent[] {
  let last = Number.NEGATIVE_INFINITY;
  return events
    .filter((event) => isInside(Date.parse(event.at)))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .filter((event) => {
      const time = Date.parse(event.at);
      if (event.level !== 'fail' && time !== linked && time - last < minGapMs) return false;
      last = time;
      return true;
    });
}
