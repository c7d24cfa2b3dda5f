import { type ReactNode, type Ref, useEffect } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { exactTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { useStore } from '../../../lib/store.ts';
import { timeText } from '../../../lib/time-format.ts';
import { HATCH } from '../drawing/paint.ts';
import { EventLane } from '../events/event-lane.tsx';
import type { ChartData } from '../model/chart-data.ts';
import type { Gap } from '../model/gaps.ts';
import { endOf } from '../model/time-window.ts';
import { useChanges } from '../model/use-chart-feed.ts';
import { cursor, shownSpan } from '../model/view-state.ts';
import { MomentOffer } from '../time/moment-offer.tsx';
import { TimeAxis } from '../time/time-axis.tsx';
import { TimeCursor } from '../time/time-cursor.tsx';
import * as boardWords from '../words/board.ts';
import classes from './chart-board.module.css';

interface ChartBoardProps {
  /** Null: all instances. */
  readonly id: string | null;
  readonly data: ChartData;
  readonly events: readonly ActivityEvent[];
  readonly gaps: () => readonly Gap[];
  readonly sizeRef: Ref<HTMLDivElement>;
  /** Plot width, px. */
  readonly width: number;
  readonly live: boolean;
  /** The plots still show the previous range. */
  readonly stale: boolean;
  /** The core is not reachable. */
  readonly away: boolean;
  readonly describe: (at: number) => string;
  readonly onCompare: (event: ActivityEvent) => void;
  readonly children: ReactNode;
}

/** The parts that all charts share: event lane, cursor and time axis. */
export function ChartBoard(props: ChartBoardProps) {
  const { id, data, events, gaps, sizeRef, width, live, stale, away, describe, onCompare, children } = props;
  useChanges(data);
  const window = data.window();
  useEffect(() => {
    shownSpan.set(window && { from: window.from, to: endOf(window) });
  }, [window]);
  return (
    <div className={classes.scroll} data-stale={stale || away || undefined}>
      <div className={classes.board}>
        <div className={classes.top}>
          <CursorTime live={live && !away} end={window ? endOf(window) : null} />
          <div className={classes.lane}>
            {window && width > 0 && (
              <EventLane events={events} gaps={gaps()} window={window} width={width} onCompare={onCompare} />
            )}
          </div>
        </div>
        {children}
        <TimeCursor window={window} events={events} sizeRef={sizeRef} live={live} describe={describe} />
        {window && id !== null && <MomentOffer id={id} window={window} />}
        {window && <TimeAxis window={window} width={width} />}
      </div>
      <svg width="0" height="0" className={classes.patterns} aria-hidden="true">
        <pattern id={HATCH} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" className={classes.hatchGround} />
          <line x1="0" y1="0" x2="0" y2="6" className={classes.hatchLine} />
        </pattern>
      </svg>
    </div>
  );
}

/** The time that the values on the left belong to. */
function CursorTime({ live, end }: { readonly live: boolean; readonly end: number | null }) {
  const at = useStore(cursor);
  const now = useNow();
  const time = at ?? (live ? now : end);
  if (time === null) return <div className={classes.time} />;
  return (
    <div className={classes.time}>
      <strong>{exactTime(time)}</strong>
      <span>{at === null && live ? boardWords.now : timeText(time, now)}</span>
    </div>
  );
}
