import { Link } from '@tanstack/react-router';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { coreSentence } from '../../lib/core-sentence.ts';
import { exactTime } from '../../lib/format.ts';
import { endOf } from '../activity/activity-words.ts';
import { EventSign } from '../activity/event-sign.tsx';
import { OperationIcon } from '../instances/page/operation-icon.tsx';
import { outcomeOf } from '../instances/page/outcome.ts';
import classes from './recent-activity.module.css';
import { outcomeText, useRecentEvents } from './recent-events.ts';
import * as summaryWords from './words.ts';

const MAX_ITEMS = 20;

/** Running operations and recent events, newest first. */
export function RecentActivity() {
  const { running, events, isEmpty } = useRecentEvents(null, MAX_ITEMS);
  return (
    <section className={classes.activity} aria-labelledby="recent-activity">
      <header className={classes.head}>
        <h2 className={classes.title} id="recent-activity">
          {summaryWords.recentActivity}
        </h2>
        <Link to="/activity" className={classes.all ?? ''}>
          {summaryWords.allActivity}
        </Link>
      </header>
      {isEmpty && <p className={classes.none}>{summaryWords.theActivityLogHasNoEntries}</p>}
      <ol className={classes.list} aria-label={summaryWords.recentActivity}>
        {running.map((operation) => (
          <Running key={operation.id} operation={operation} />
        ))}
        {events?.map((event) => (
          <Ended key={event.id} event={event} />
        ))}
      </ol>
    </section>
  );
}

function Running({ operation }: { readonly operation: Operation }) {
  const { startedAt, instance, title } = operation;
  return (
    <li className={classes.row}>
      <time dateTime={startedAt} className={classes.weak}>
        {exactTime(startedAt)}
      </time>
      <span>{instance}</span>
      <span className={classes.what}>
        <OperationIcon operation={operation} />
        {coreSentence(title)}
      </span>
      <span className={classes.outcome} title={outcomeOf(operation)}>
        {outcomeOf(operation)}
      </span>
    </li>
  );
}

function Ended({ event }: { readonly event: ActivityEvent }) {
  const at = endOf(event);
  const outcome = outcomeText(event);
  return (
    <li className={classes.row}>
      <time dateTime={at} className={classes.weak}>
        {exactTime(at)}
      </time>
      <span>{event.instance ?? '—'}</span>
      <span className={classes.what} title={coreSentence(event.title)}>
        <EventSign event={event} />
        <span className={classes.words}>{coreSentence(event.title)}</span>
      </span>
      <span className={classes.outcome} title={outcome}>
        {outcome}
      </span>
    </li>
  );
}
