import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OperationWait } from '../../../shared/contract/operation.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { stopWaiting } from '../../client/operations.ts';
import { exactTime } from '../../lib/format.ts';
import classes from './operation-waits.module.css';

interface OperationWaitsProps {
  readonly operation: Operation;
  readonly waiting: OperationWait;
}

/** A server that shows no sign of life: what is waited for and since when, and what killing it would lose. */
export function OperationWaits({ operation, waiting }: OperationWaitsProps) {
  const [asked, setAsked] = useState(false);
  const { instance } = operation;
  return (
    <div className={classes.waits} role="status">
      <p>
        <strong>{instance}</strong> was asked {waiting.asked} and has neither answered nor written anything since{' '}
        {exactTime(waiting.since)}. It is waited for.
      </p>
      <p className={classes.lost}>If it is killed: {waiting.lost}</p>
      <div className={classes.choice}>
        {asked ? (
          <>
            <Button variant="default" size="compact-xs" autoFocus onClick={() => setAsked(false)}>
              Keep waiting
            </Button>
            <Button color="red" size="compact-xs" onClick={() => stopWaiting(operation)}>
              Kill {instance}
            </Button>
          </>
        ) : (
          <Button variant="default" size="compact-xs" onClick={() => setAsked(true)}>
            Stop waiting and kill…
          </Button>
        )}
      </div>
    </div>
  );
}
