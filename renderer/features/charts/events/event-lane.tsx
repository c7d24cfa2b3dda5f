import { Popover } from '@mantine/core';
import { memo, useState } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { duration } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { eventStyle } from '../../activity/event-style.ts';
import type { Gap } from '../model/gaps.ts';
import { shareOf, type TimeWindow } from '../model/time-window.ts';
import { linkedMoment } from '../model/view-state.ts';
import * as eventsWords from '../words/events.ts';
import classes from './event-lane.module.css';
import { EventPopover } from './event-popover.tsx';
import { type EventMarker, layOutMarkers } from './lane-layout.ts';

interface EventLaneProps {
  readonly events: readonly ActivityEvent[];
  readonly gaps: readonly Gap[];
  readonly window: TimeWindow;
  /** px */
  readonly width: number;
  readonly onCompare: (event: ActivityEvent) => void;
}

/** Width of a gap label, px. */
const GAP_LABEL_WIDTH = 112;

/** Event markers on one line above the charts. Each opens its details. */
export const EventLane = memo(function EventLane({ events, gaps, window, width, onCompare }: EventLaneProps) {
  const [open, setOpen] = useState<string | null>(null);
  // A new key per opening resets the popover even while the previous one still fades out.
  const [openings, setOpenings] = useState(0);
  const show = (key: string | null) => {
    setOpen(key);
    if (key !== null) setOpenings(openings + 1);
  };
  const markers = layOutMarkers(events, window, width);
  const linked = useStore(linkedMoment);
  return (
    <div className={classes.lane}>
      {gapLabels(gaps, markers, window, width).map(({ at, words }) => (
        <span key={at} className={classes.gap} style={{ left: at }}>
          {words}
        </span>
      ))}
      <ul className={classes.marks} aria-label={eventsWords.events}>
        {markers.map((marker) => {
          const key = marker.events[0]?.id ?? '';
          return (
            <li key={key} className={classes.place} style={{ left: marker.x }}>
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
                  <MarkerButton
                    marker={marker}
                    open={open === key}
                    linked={marker.events.some(({ at }) => Date.parse(at) === linked)}
                    onClick={() => show(open === key ? null : key)}
                  />
                </Popover.Target>
                <Popover.Dropdown aria-label={marker.words}>
                  <EventPopover
                    key={openings}
                    events={marker.events}
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

interface MarkerButtonProps extends React.ComponentProps<'button'> {
  readonly marker: EventMarker;
  readonly open: boolean;
  /** The page was opened by a link to this event. */
  readonly linked: boolean;
}

function MarkerButton({ marker, open, linked, ...rest }: MarkerButtonProps) {
  const [first] = marker.events;
  if (!first) return null;
  const { icon: Icon } = eventStyle(first);
  return (
    <button
      {...rest}
      type="button"
      className={classes.mark}
      data-level={marker.level}
      data-open={open || undefined}
      aria-current={linked || undefined}
    >
      <Icon size={13} aria-hidden="true" />
      {marker.words}
    </button>
  );
}

interface GapLabel {
  readonly words: string;
  /** Centre of the label, px from the left. */
  readonly at: number;
}

/** Labels the times without data wherever they do not overlap markers or other labels. */
function gapLabels(
  gaps: readonly Gap[],
  markers: readonly EventMarker[],
  window: TimeWindow,
  width: number,
): readonly GapLabel[] {
  const taken = markers.map((marker) => ({ from: marker.x - marker.width / 2, to: marker.x + marker.width / 2 }));
  return gaps.flatMap((gap) => {
    const left = Math.max(0, shareOf(window, gap.from)) * width;
    const right = Math.min(1, shareOf(window, gap.to)) * width;
    const inside = right - left >= GAP_LABEL_WIDTH;
    const at = inside ? (left + right) / 2 : left - GAP_LABEL_WIDTH / 2 - 4;
    const [from, to] = [at - GAP_LABEL_WIDTH / 2, at + GAP_LABEL_WIDTH / 2];
    if (from < 0 || to > width || taken.some((one) => one.from < to && one.to > from)) return [];
    taken.push({ from, to });
    return [
      { at, words: gap.before ? eventsWords.noData : eventsWords.noDataDuration(duration((gap.to - gap.from) / 1000)) },
    ];
  });
}
