import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OperationWait } from '../../../shared/contract/operation.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { stopWaiting } from '../../client/operations.ts';
import { exactTime } from '../../lib/format.ts';
import classes from './operation-waits.module.css';
import * as feedbackWords from './words.ts';

interface OperationWaitsProps {
  readonly operation: Operation;
  readonly waiting: OperationWait;
}

/** Shows since when a server does not respond and what killing it would lose. */
export function OperationWaits({ operation, waiting }: OperationWaitsProps) {
  const [confirming, setConfirming] = useState(false);
  const { instance } = operation;
  return (
    <div className={classes.waits} role="status">
      <p>
        <strong>{instance}</strong>
        {feedbackWords.wasAskedAndHasNotResponded(waiting.asked, exactTime(waiting.since))}
      </p>
      <p className={classes.lost}>{feedbackWords.ifYouKillItLost(waiting.lost)}</p>
      <div className={classes.choice}>
        {confirming ? (
          <>
            <Button variant="default" size="compact-xs" autoFocus onClick={() => setConfirming(false)}>
              {feedbackWords.keepWaiting}
            </Button>
            <Button color="red" size="compact-xs" onClick={() => stopWaiting(operation)}>
              {feedbackWords.killInstance(instance)}
            </Button>
          </>
        ) : (
          <Button variant="default" size="compact-xs" onClick={() => setConfirming(true)}>
            {feedbackWords.stopWaitingAndKill}
          </Button>
        )}
      </div>
    </div>
  );
}
