import { Popover } from '@mantine/core';
import { memo, useState } from 'react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { duration } from '../../format.ts';
import { useStore } from '../../store.ts';
import classes from './event-lane.module.css';
import { lookOf } from './event-look.ts';
import { EventPopover } from './event-popover.tsx';
import type { Gap } from './gaps.ts';
import { type LaneMark, laneMarks } from './lane-layout.ts';
import { shareOf, type TimeWindow } from './time-window.ts';
import { askedMoment } from './view-state.ts';

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
  const marks = laneMarks(events, window, width);
  const asked = useStore(askedMoment);
  return (
    <div className={classes.lane}>
      {gaps.map((gap) => (
        <GapWords key={gap.from} gap={gap} marks={marks} window={window} width={width} />
      ))}
      <ul className={classes.marks} aria-label="What happened">
        {marks.map((mark) => {
          const key = mark.events[0]?.id ?? '';
          return (
            <li key={key} className={classes.place} style={{ left: mark.x }}>
              <Popover
                opened={open === key}
                onChange={(opened) => setOpen(opened ? key : null)}
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
                    onClick={() => setOpen(open === key ? null : key)}
                  />
                </Popover.Target>
                <Popover.Dropdown aria-label={mark.words}>
                  <EventPopover
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

/** How long nothing was known, beside the hatched time, where there is room for it. */
function GapWords({
  gap,
  marks,
  window,
  width,
}: Pick<EventLaneProps, 'window' | 'width'> & { gap: Gap; marks: readonly LaneMark[] }) {
  const left = Math.max(0, shareOf(window, gap.from)) * width;
  const right = Math.min(1, shareOf(window, gap.to)) * width;
  const words = gap.before ? 'not recorded yet' : `no data ${duration((gap.to - gap.from) / 1000)}`;
  const inside = right - left >= ROOM_FOR_WORDS;
  const at = inside ? (left + right) / 2 : left - ROOM_FOR_WORDS / 2 - 4;
  const [from, to] = [at - ROOM_FOR_WORDS / 2, at + ROOM_FOR_WORDS / 2];
  const covered = marks.some((mark) => mark.x - mark.width / 2 < to && mark.x + mark.width / 2 > from);
  if (from < 0 || to > width || covered) return null;
  return (
    <span className={classes.gap} style={{ left: at }}>
      {words}
    </span>
  );
}
