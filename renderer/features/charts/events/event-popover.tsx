import { Anchor, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { coreDetail, coreSentence } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { exactTime, fullTime } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { outcomeOf } from '../../activity/activity-words.ts';
import { activityPlace, eventStyle, placeOf } from '../../activity/event-style.ts';
import { EventUndo } from '../../activity/event-undo.tsx';
import { linkedMoment } from '../model/view-state.ts';
import * as eventsWords from '../words/events.ts';
import classes from './event-popover.module.css';

interface EventPopoverProps {
  /** Oldest first, at least one. */
  readonly events: readonly ActivityEvent[];
  readonly onCompare: (event: ActivityEvent) => void;
  readonly onClose: () => void;
}

/** Details of an event marker: one event, or a list to choose from. */
export function EventPopover({ events, onCompare, onClose }: EventPopoverProps) {
  const linked = useStore(linkedMoment);
  const [chosen, setChosen] = useState<ActivityEvent | null>(events.length === 1 ? (events[0] ?? null) : null);
  if (chosen) return <OneEvent event={chosen} onCompare={onCompare} onClose={onClose} />;
  return (
    <ul className={classes.list} aria-label={counted(events.length, 'event')}>
      {events.map((event) => {
        const { icon: Icon } = eventStyle(event);
        return (
          <li key={event.id}>
            <UnstyledButton
              className={classes.item ?? ''}
              data-level={event.level}
              aria-current={Date.parse(event.at) === linked || undefined}
              onClick={() => setChosen(event)}
            >
              <Icon size={14} aria-hidden="true" />
              <span className={classes.name}>{coreSentence(event.title)}</span>
              <span className={classes.time}>{exactTime(event.at)}</span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}

const sources = {
  desktop: eventsWords.fromTheDesktopApp,
  browser: eventsWords.fromABrowser,
  terminal: eventsWords.fromATerminal,
} as const;

interface OneEventProps extends Omit<EventPopoverProps, 'events'> {
  readonly event: ActivityEvent;
}

function OneEvent({ event, onCompare, onClose }: OneEventProps) {
  const { detail, at, face, level } = event;
  const outcome = outcomeOf(event);
  const title = coreSentence(event.title);
  const { icon: Icon } = eventStyle(event);
  const place = placeOf(event);
  return (
    <section aria-label={title}>
      <header className={classes.head} data-level={level}>
        <Icon size={14} aria-hidden="true" />
        <strong className={classes.title}>{title}</strong>
        <time className={classes.time} dateTime={at} title={fullTime(at)}>
          {exactTime(at)}
        </time>
      </header>
      {detail && <p className={classes.detail}>{coreDetail(detail)}</p>}
      <p className={classes.facts}>
        {face === null ? eventsWords.detected : sources[face]}
        {outcome && ` · ${outcome}`}
      </p>
      <div className={classes.links}>
        <Anchor component="button" type="button" onClick={() => onCompare(event)} inherit>
          {eventsWords.compareBeforeAndAfter}
        </Anchor>
        <Link {...activityPlace(event)} className={classes.link ?? ''}>
          {eventsWords.showInActivity}
        </Link>
        <Link to={place.to} className={classes.link ?? ''}>
          {place.name}
        </Link>
        <EventUndo event={event} onUndo={onClose} />
      </div>
    </section>
  );
}
