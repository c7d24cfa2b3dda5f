import { exactTime } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { cursor } from '../model/view-state.ts';
import classes from './time-axis.module.css';
import { timeTicks } from './time-ticks.ts';
import { endOf, shareOf, type TimeWindow } from './time-window.ts';

interface TimeAxisProps {
  readonly window: TimeWindow;
  /** px */
  readonly width: number;
}

/** The one time axis, below all drawings, and the time that is pointed at. */
export function TimeAxis({ window, width }: TimeAxisProps) {
  const at = useStore(cursor);
  const span = { from: window.from, to: endOf(window) };
  const pointed = at !== null && at >= span.from && at <= span.to ? at : null;
  const chip = pointed === null ? null : held(shareOf(window, pointed) * width, width, 44);
  return (
    <div className={classes.axis} aria-hidden="true">
      <div className={classes.words}>
        {timeTicks(span, width).map((tick) => (
          <Word key={tick.at} x={shareOf(window, tick.at) * width} width={width} covered={chip}>
            {tick.label}
          </Word>
        ))}
        {pointed !== null && (
          <span className={classes.at} style={{ left: chip ?? 0 }}>
            {span.to - span.from > 86_400_000 ? exactTime(pointed) : clock(pointed)}
          </span>
        )}
      </div>
    </div>
  );
}

interface WordProps {
  readonly x: number;
  readonly width: number;
  /** px; where the time that is pointed at stands. */
  readonly covered: number | null;
  readonly children: string;
}

function Word({ x, width, covered, children }: WordProps) {
  // One that would be cut off at an edge, or covered in part, is left out.
  if (x < 12 || x > width - 18 || (covered !== null && Math.abs(x - covered) < 64)) return null;
  return (
    <span className={classes.word} style={{ left: x }}>
      {children}
    </span>
  );
}

function clock(at: number): string {
  return exactTime(at, at);
}

function held(x: number, width: number, half: number): number {
  return Math.max(half - 12, Math.min(width - half + 12, x));
}
