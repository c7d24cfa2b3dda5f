import { IconAlertTriangle, IconCheck, IconCircle, IconPlayerPlay } from '@tabler/icons-react';
import { stepTitle } from '../../../../shared/step-title.ts';
import * as listWords from '../words/list.ts';
import type { Batch, BatchState } from './batch.ts';
import classes from './batch-progress.module.css';

const icons = { waiting: IconCircle, running: IconPlayerPlay, done: IconCheck, failed: IconAlertTriangle };

interface BatchProgressProps {
  readonly batch: Batch;
  readonly onlyFailures?: boolean;
}

/** The progress of a batch, one line per tenant. */
export function BatchProgress({ batch, onlyFailures = false }: BatchProgressProps) {
  const shown = [...batch].filter(([, { state }]) => !onlyFailures || state === 'failed');
  return (
    <ul className={classes.list} data-wide={onlyFailures || undefined}>
      {shown.map(([id, one]) => {
        const Icon = icons[one.state];
        return (
          <li key={id} className={classes.item} data-state={one.state}>
            <Icon size={14} aria-hidden="true" />
            <span className={classes.id}>{id}</span>
            <span className={classes.how}>{howOf(one)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function howOf(one: BatchState): string {
  switch (one.state) {
    case 'waiting':
      return listWords.waiting;
    case 'running': {
      const step = one.operation?.steps.find(({ state }) => state === 'running');
      return step ? stepTitle(step) : listWords.inProgress;
    }
    case 'done':
      return listWords.done;
    case 'failed':
      return one.reason;
    default:
      return one satisfies never;
  }
}
