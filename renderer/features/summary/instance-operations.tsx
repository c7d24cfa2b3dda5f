import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { reasonOf } from '../../client/errors.ts';
import { useOperation } from '../../client/operations.ts';
import { OperationProgress } from '../../components/feedback/operation-progress.tsx';
import { Time } from '../../components/layout/time.tsx';
import { coreSentence } from '../../lib/core-sentence.ts';
import { exactTime } from '../../lib/format.ts';
import { endOf } from '../activity/activity-words.ts';
import { EventSign } from '../activity/event-sign.tsx';
import { OperationIcon } from '../instances/page/operation-icon.tsx';
import { outcomeOf } from '../instances/page/outcome.ts';
import classes from './instance-operations.module.css';
import { outcomeText, useRecentEvents } from './recent-events.ts';
import * as summaryWords from './words.ts';

const MAX_ITEMS = 12;

/**
 * Recent activity of the instance, from all clients. An operation that the core still has in memory expands to its
 * steps and log.
 */
export function InstanceOperations({ id }: { readonly id: string }) {
  const { operations, running, events, error, isEmpty } = useRecentEvents(id, MAX_ITEMS);
  return (
    <section className={classes.operations} aria-labelledby="recent-operations">
      <header className={classes.head}>
        <h2 className={classes.title} id="recent-operations">
          {summaryWords.recentOperations}
        </h2>
        <Link to="/activity/$id" params={{ id }} className={classes.all ?? ''}>
          {summaryWords.allActivity}
        </Link>
      </header>
      {isEmpty && <p className="text-3">{summaryWords.theActivityLogHasNoEntries2(id)}</p>}
      {error && !events && (
        <p role="alert" className="text-2">
          {summaryWords.couldNotReadTheActivityLog(reasonOf(error).message)}
        </p>
      )}
      <ol className={classes.list} aria-label={summaryWords.recentOperations}>
        {running.map((operation) => (
          <OperationItem key={operation.id} listed={operation} />
        ))}
        {events?.map((event) => {
          const operation = operations.find((one) => one.id === event.id);
          if (operation?.state === 'running') return null;
          return operation ? (
            <OperationItem key={event.id} listed={operation} />
          ) : (
            <EventItem key={event.id} event={event} />
          );
        })}
      </ol>
    </section>
  );
}

function OperationItem({ listed }: { readonly listed: Operation }) {
  // Running operations start expanded with live updates; the user expands finished ones.
  const [opened, setOpened] = useState<boolean | null>(null);
  const followed = useOperation(listed.state === 'running' ? listed.id : null);
  const operation = followed ?? listed;
  const shown = opened ?? operation.state === 'running';
  return (
    <li>
      <button type="button" className={classes.item} aria-expanded={shown} onClick={() => setOpened(!shown)}>
        <OperationIcon operation={operation} />
        <Words title={coreSentence(operation.title)} outcome={outcomeOf(operation)} at={operation.startedAt} />
      </button>
      {shown && (
        <div className={classes.detail}>
          <OperationProgress operation={operation} untitled />
        </div>
      )}
    </li>
  );
}

/** A detected event, or an operation without steps in memory: it opens in the activity log. */
function EventItem({ event }: { readonly event: ActivityEvent }) {
  return (
    <li>
      <Link
        to="/activity/$id"
        params={{ id: event.instance ?? '' }}
        search={{ event: event.id }}
        className={classes.item ?? ''}
      >
        <EventSign event={event} />
        <Words title={coreSentence(event.title)} outcome={outcomeText(event)} at={endOf(event)} />
      </Link>
    </li>
  );
}

interface WordsProps {
  readonly title: ReactNode;
  readonly outcome: string;
  readonly at: string;
}

function Words({ title, outcome, at }: WordsProps) {
  return (
    <>
      <span className={classes.what}>
        <span>{title}</span>
        <span className={classes.outcome} title={outcome}>
          {outcome}
        </span>
      </span>
      <span className={classes.when}>
        <Time at={at} />
        <span className={classes.exact}>{exactTime(at)}</span>
      </span>
    </>
  );
}
