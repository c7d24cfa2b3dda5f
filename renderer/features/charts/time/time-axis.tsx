import { exactTime } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { timeTicks } from '../model/time-ticks.ts';
import { endOf, shareOf, type TimeWindow } from '../model/time-window.ts';
import { cursor } from '../model/view-state.ts';
import classes from './time-axis.module.css';

interface TimeAxisProps {
  readonly window: TimeWindow;
  /** px */
  readonly width: number;
}

/** The shared time axis below all plots, with the time at the cursor. */
export function TimeAxis({ window, width }: TimeAxisProps) {
  const at = useStore(cursor);
  const span = { from: window.from, to: endOf(window) };
  const cursorTime = at !== null && at >= span.from && at <= span.to ? at : null;
  const cursorX = cursorTime === null ? null : clamped(shareOf(window, cursorTime) * width, width, 44);
  return (
    <div className={classes.axis} aria-hidden="true">
      <div className={classes.words}>
        {timeTicks(span, width).map((tick) => (
          <TickLabel key={tick.at} x={shareOf(window, tick.at) * width} width={width} covered={cursorX}>
            {tick.label}
          </TickLabel>
        ))}
        {cursorTime !== null && (
          <span className={classes.at} style={{ left: cursorX ?? 0 }}>
            {span.to - span.from > 86_400_000 ? exactTime(cursorTime) : clock(cursorTime)}
          </span>
        )}
      </div>
    </div>
  );
}

interface TickLabelProps {
  readonly x: number;
  readonly width: number;
  /** Position of the cursor label, px. */
  readonly covered: number | null;
  readonly children: string;
}

function TickLabel({ x, width, covered, children }: TickLabelProps) {
  // Skips a label that an edge or the cursor label would cut off.
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

function clamped(x: number, width: number, half: number): number {
  return Math.max(half - 12, Math.min(width - half + 12, x));
}
