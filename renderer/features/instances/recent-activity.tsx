import type { Operation } from '../../../shared/contract/operation.ts';
import { exactTime } from '../../format.ts';
import { useOperations } from '../../operations.ts';
import { OperationIcon } from './operation-icon.tsx';
import { outcomeOf } from './outcome.ts';
import classes from './recent-activity.module.css';

/** How many are listed; the rest is history. */
const MOST = 20;

/** What was done lately and what is going on, newest first. */
export function RecentActivity() {
  const operations = useOperations().slice(0, MOST);
  return (
    <section className={classes.activity} aria-labelledby="recent-activity">
      <h2 className={classes.title} id="recent-activity">
        Recent activity
      </h2>
      {operations.length === 0 && <p className={classes.none}>Nothing has been done since this program was started.</p>}
      <ol className={classes.list} aria-label="Recent activity">
        {operations.map((operation) => (
          <Activity key={operation.id} operation={operation} />
        ))}
      </ol>
    </section>
  );
}

function Activity({ operation }: { readonly operation: Operation }) {
  const { startedAt, instance, title } = operation;
  return (
    <li className={classes.row}>
      <time dateTime={startedAt} className={classes.weak}>
        {exactTime(startedAt)}
      </time>
      <span>{instance}</span>
      <span className={classes.what}>
        <OperationIcon operation={operation} />
        {title}
      </span>
      <span className={classes.outcome} title={outcomeOf(operation)}>
        {outcomeOf(operation)}
      </span>
    </li>
  );
}
