import { Popover } from '@mantine/core';
import { memo, useState } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { duration } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { lookOf } from '../../activity/event-style.ts';
import type { Gap } from '../model/gaps.ts';
import { askedMoment } from '../model/view-state.ts';
import { shareOf, type TimeWindow } from '../time/time-window.ts';
import classes from './event-lane.module.css';
import { EventPopover } from './event-popover.tsx';
import { type LaneMark, laneMarks } from './lane-layout.ts';

interface EventLaneProps {
  readonly events: readonly ActivityEvent[];
  readonly gaps: readonly Gap[];
  readonly window: TimeWindow;
  /** px */
  readonly width: number;
  readonly onCompare: (event: ActivityEvent) => void;
}

/** px that words for a gap need beside it. */
const ROOM_FOR_WORDS = 112;

/** What happened, as words on one line above the charts; each opens what it was. */
export const EventLane = memo(function EventLane({ events, gaps, window, width, onCompare }: EventLaneProps) {
  const [open, setOpen] = useState<string | null>(null);
  // Each opening starts fresh, also while what was closed is still fading.
  const [openings, setOpenings] = useState(0);
  const show = (key: string | null) => {
    setOpen(key);
    if (key !== null) setOpenings(openings + 1);
  };
  const marks = laneMarks(events, window, width);
  const asked = useStore(askedMoment);
  return (
    <div className={classes.lane}>
      {gapWords(gaps, marks, window, width).map(({ at, words }) => (
        <span key={at} className={classes.gap} style={{ left: at }}>
          {words}
        </span>
      ))}
      <ul className={classes.marks} aria-label="What happened">
        {marks.map((mark) => {
          const key = mark.events[0]?.id ?? '';
          return (
            <li key={key} className={classes.place} style={{ left: mark.x }}>
              <Popover
                opened={open === key}
                onChange={(opened) => show(opened ? key : null)}
                position="bottom"
                withinPortal
                width={360}
                trapFocus
                returnFocus
              >
                <Popover.Target>
                  <MarkButton
                    mark={mark}
                    open={open === key}
                    asked={mark.events.some(({ at }) => Date.parse(at) === asked)}
                    onClick={() => show(open === key ? null : key)}
                  />
                </Popover.Target>
                <Popover.Dropdown aria-label={mark.words}>
                  <EventPopover
                    key={openings}
                    events={mark.events}
                    onCompare={(event) => {
                      setOpen(null);
                      onCompare(event);
                    }}
                    onClose={() => setOpen(null)}
                  />
                </Popover.Dropdown>
              </Popover>
            </li>
          );
        })}
      </ul>
    </div>
  );
});

interface MarkButtonProps extends React.ComponentProps<'button'> {
  readonly mark: LaneMark;
  readonly open: boolean;
  /** A link leads to it. */
  readonly asked: boolean;
}

function MarkButton({ mark, open, asked, ...rest }: MarkButtonProps) {
  const [first] = mark.events;
  if (!first) return null;
  const { icon: Icon } = lookOf(first);
  return (
    <button
      {...rest}
      type="button"
      className={classes.mark}
      data-level={mark.level}
      data-open={open || undefined}
      aria-current={asked || undefined}
    >
      <Icon size={13} aria-hidden="true" />
      {mark.words}
    </button>
  );
}

interface GapWords {
  readonly words: string;
  /** px from the left to their middle. */
  readonly at: number;
}

/** How long nothing was known, beside the hatched time, where there is room for it: beside marks and other words. */
function gapWords(
  gaps: readonly Gap[],
  marks: readonly LaneMark[],
  window: TimeWindow,
  width: number,
): readonly GapWords[] {
  const taken = marks.map((mark) => ({ from: mark.x - mark.width / 2, to: mark.x + mark.width / 2 }));
  return gaps.flatMap((gap) => {
    const left = Math.max(0, shareOf(window, gap.from)) * width;
    const right = Math.min(1, shareOf(window, gap.to)) * width;
    const inside = right - left >= ROOM_FOR_WORDS;
    const at = inside ? (left + right) / 2 : left - ROOM_FOR_WORDS / 2 - 4;
    const [from, to] = [at - ROOM_FOR_WORDS / 2, at + ROOM_FOR_WORDS / 2];
    if (from < 0 || to > width || taken.some((one) => one.from < to && one.to > from)) return [];
    taken.push({ from, to });
    return [{ at, words: gap.before ? 'no data' : `no data ${duration((gap.to - gap.from) / 1000)}` }];
  });
}
