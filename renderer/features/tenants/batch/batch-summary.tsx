import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { counted } from '../../../lib/counted.ts';
import * as listWords from '../words/list.ts';
import { type Batch, failuresOf, fractionOf } from './batch.ts';
import { BatchProgress } from './batch-progress.tsx';
import classes from './batch-summary.module.css';

interface BatchSummaryProps {
  /** `Stop` */
  readonly verb: string;
  readonly batch: Batch;
  readonly onRetry: () => void;
  /** Repeats the action without saving for tenants that could not save their data; null: every other failure. */
  readonly onAnyway: (() => void) | null;
  readonly onClose: () => void;
}

/** The progress of a batch, and at the end its failures with their reasons. */
export function BatchSummary({ verb, batch, onRetry, onAnyway, onClose }: BatchSummaryProps) {
  const all = [...batch.values()];
  const done = all.filter(({ state }) => state === 'done').length;
  const failures = failuresOf(batch);
  const running = done + failures.length < all.length;
  return (
    <div
      className={classes.summary}
      role="status"
      aria-label={listWords.verbTenants(verb, counted(all.length, 'tenant'))}
    >
      <div className={classes.line}>
        {!running && (failures.length > 0 ? <Failed /> : <IconCheck size={16} className={classes.good} />)}
        <strong className={classes.what}>
          {listWords.verbDoneOfCountDone(verb, done, all.length)}
          {failures.length > 0 && listWords.countFailed(failures.length)}
        </strong>
        {running && (
          <ProgressBar
            fraction={fractionOf(batch)}
            label={listWords.verbTenants(verb, counted(all.length, 'tenant'))}
          />
        )}
        <span className={classes.end}>
          {!running && onAnyway !== null && (
            <Button variant="default" size="compact-xs" onClick={onAnyway}>
              {listWords.anyway(verb)}
            </Button>
          )}
          {!running && failures.length > 0 && (
            <Button variant="default" size="compact-xs" onClick={onRetry}>
              {listWords.tryPartAgain(failures.length === 1 ? listWords.it : listWords.these)}
            </Button>
          )}
          {!running && (
            <ActionIcon
              variant="subtle"
              size={24}
              className={classes.close ?? ''}
              aria-label={listWords.close}
              onClick={onClose}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </span>
      </div>
      {(running || failures.length > 0) && <BatchProgress batch={batch} onlyFailures={!running} />}
    </div>
  );
}

function Failed() {
  return <IconAlertTriangle size={16} className={classes.bad} />;
}
