import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { DataColumn } from '../../components/table/data-table-columns.ts';
import { coreDetail, coreSentence } from '../../lib/core-sentence.ts';
import { fullTime } from '../../lib/format.ts';
import classes from './activity-cells.module.css';
import { clientOf, endOf, outcomeOf } from './activity-words.ts';
import { EventSign } from './event-sign.tsx';
import * as activityWords from './words.ts';

/** @param withInstance for the list of all instances */
export function activityColumns(withInstance: boolean): readonly DataColumn<ActivityEvent>[] {
  const instance: DataColumn<ActivityEvent> = {
    id: 'instance',
    title: activityWords.instance,
    width: 96,
    grow: 96,
    cell: (event) => event.instance ?? <span className="text-3">{activityWords.all}</span>,
  };
  return [
    { id: 'time', title: activityWords.time, width: 60, grow: 0, cell: (event) => <Clock at={endOf(event)} /> },
    ...(withInstance ? [instance] : []),
    {
      id: 'what',
      title: activityWords.whatHappened,
      width: 220,
      grow: 260,
      cell: (event) => (
        <span className={classes.what}>
          <EventSign event={event} />
          <span className={classes.text} title={coreSentence(event.title)}>
            {coreSentence(event.title)}
          </span>
        </span>
      ),
    },
    {
      id: 'detail',
      title: activityWords.details,
      width: 200,
      grow: 380,
      drop: 1,
      cell: (event) => (
        <span className={classes.detail} data-outcome={event.outcome} title={coreDetail(event.detail)}>
          {coreDetail(event.detail)}
        </span>
      ),
    },
    {
      id: 'outcome',
      title: activityWords.outcome,
      width: 112,
      grow: 0,
      cell: (event) => (
        <span className={classes.outcome} data-outcome={event.outcome}>
          {outcomeOf(event) ?? activityWords.detected}
        </span>
      ),
    },
    {
      id: 'client',
      title: activityWords.source,
      width: 68,
      grow: 0,
      drop: 2,
      cell: (event) => <span className="text-3">{clientOf(event) ?? '—'}</span>,
    },
  ];
}

function Clock({ at }: { readonly at: string }) {
  const time = fullTime(at);
  return (
    <time dateTime={at} title={time} className={classes.time}>
      {time.slice(-8)}
    </time>
  );
}
