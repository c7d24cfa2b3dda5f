import { useState } from 'react';
import type { Operation } from '../../../shared/contract/operation.ts';
import { OperationProgress } from '../../components/operation-progress.tsx';
import { Time } from '../../components/time.tsx';
import { exactTime } from '../../format.ts';
import { useOperation, useOperations } from '../../operations.ts';
import classes from './instance-operations.module.css';
import { OperationIcon } from './operation-icon.tsx';
import { outcomeOf } from './outcome.ts';

const MOST = 12;

/** What was done with this instance lately; each opens to its steps and its log. */
export function InstanceOperations({ id }: { readonly id: string }) {
  const operations = useOperations()
    .filter(({ instance }) => instance === id)
    .slice(0, MOST);
  return (
    <section className={classes.operations} aria-labelledby="recent-operations">
      <h2 className={classes.title} id="recent-operations">
        Recent operations
      </h2>
      {operations.length === 0 ? (
        <p className="text-3">Nothing has been done with it since this program was started.</p>
      ) : (
        <ol className={classes.list}>
          {operations.map((operation) => (
            <OperationItem key={operation.id} listed={operation} />
          ))}
        </ol>
      )}
    </section>
  );
}

function OperationItem({ listed }: { readonly listed: Operation }) {
  // What goes on is shown open, and followed; what has ended is opened by whoever wants to know.
  const [opened, setOpened] = useState<boolean | null>(null);
  const followed = useOperation(listed.state === 'running' ? listed.id : null);
  const operation = followed ?? listed;
  const shown = opened ?? operation.state === 'running';
  return (
    <li>
      <button type="button" className={classes.item} aria-expanded={shown} onClick={() => setOpened(!shown)}>
        <OperationIcon operation={operation} />
        <span className={classes.what}>
          <span>{operation.title}</span>
          <span className={classes.outcome}>{outcomeOf(operation)}</span>
        </span>
        <span className={classes.when}>
          <Time at={operation.startedAt} />
          <span className={classes.exact}>{exactTime(operation.startedAt)}</span>
        </span>
      </button>
      {shown && (
        <div className={classes.detail}>
          <OperationProgress operation={operation} untitled />
        </div>
      )}
    </li>
  );
}
