import { type KeyboardEvent, type PointerEvent, type Ref, useEffect, useRef, useState } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { fullTime } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { askedMoment, cursor, moveShown, undoZoom, zoomTo } from '../model/view-state.ts';
import classes from './time-cursor.module.css';
import { endOf, pointAt, shareOf, type TimeWindow, timeOfPoint } from './time-window.ts';

/** Less than that is a click, px. */
const DRAG_FROM = 4;

/** Lines closer than a part of this many would hide the curves behind them. */
const MOST_LINES = 150;

interface TimeCursorProps {
  readonly window: TimeWindow | null;
  readonly events: readonly ActivityEvent[];
  readonly sizeRef: Ref<HTMLDivElement>;
  readonly live: boolean;
  /** The figures at that time, in words. */
  readonly describe: (at: number) => string;
}

/**
 * What lies over all drawings: the one cursor, the times of events, and the stretch that is being chosen for a zoom.
 * By keyboard it is a slider along time.
 */
export function TimeCursor({ window, events, sizeRef, live, describe }: TimeCursorProps) {
  const at = useStore(cursor);
  const asked = useStore(askedMoment);
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

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const share = shareAt(event);
    const { width } = event.currentTarget.getBoundingClientRect();
    const begun = start.current;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      pointTo(timeAt(Math.min(share, 0.99999)));
      if (begun !== null && Math.abs(share - begun) * width >= DRAG_FROM) {
        setBrush(begun < share ? [begun, share] : [share, begun]);
      }
    });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const begun = start.current;
    const share = shareAt(event);
    cancelAnimationFrame(frame.current);
    start.current = null;
    setBrush(null);
    if (begun === null || Math.abs(share - begun) * event.currentTarget.clientWidth < DRAG_FROM) return;
    zoomTo({ from: timeAt(Math.min(begun, share)), to: timeAt(Math.max(begun, share)) });
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
    else if (event.key === 'Escape') pointTo(null);
    else return;
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
      aria-label="Time the figures are of. Arrows move it, plus and minus zoom"
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
      {linesOf(events, isInside, asked, window ? (endOf(window) - window.from) / MOST_LINES : 0).map((event) => (
        <i
          key={event.id}
          className={classes.event}
          data-level={event.level}
          data-asked={Date.parse(event.at) === asked || undefined}
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

/** What the slider stands at: at now, or where the charts were stopped, while nobody points at a time. */
function valueText(window: TimeWindow | null, at: number | null, live: boolean, describe: TimeCursorProps['describe']) {
  if (at !== null) return `${fullTime(at)}: ${describe(at)}`;
  return live || !window ? 'now' : fullTime(endOf(window));
}

/** One line for what happened at nearly the same time; each failure, and what was asked for, has its own. @param apart ms */
function linesOf(
  events: readonly ActivityEvent[],
  isInside: (time: number) => boolean,
  asked: number | null,
  apart: number,
): readonly ActivityEvent[] {
  let last = Number.NEGATIVE_INFINITY;
  return events
    .filter((event) => isInside(Date.parse(event.at)))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .filter((event) => {
      const time = Date.parse(event.at);
      if (event.level !== 'fail' && time !== asked && time - last < apart) return false;
      last = time;
      return true;
    });
}
