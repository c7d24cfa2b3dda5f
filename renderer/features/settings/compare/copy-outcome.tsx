import { Button } from '@mantine/core';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { type Batch, failuresOf } from '../../tenants/batch/batch.ts';
import { BatchProgress } from '../../tenants/batch/batch-progress.tsx';
import * as compareWords from '../words/compare.ts';
import classes from './copy-drawer.module.css';

interface CopyOutcomeProps {
  readonly batch: Batch;
  readonly running: boolean;
  readonly onClose: () => void;
}

/** Progress and result for each instance. */
export function CopyOutcome({ batch, running, onClose }: CopyOutcomeProps) {
  const failed = failuresOf(batch).length;
  const done = [...batch.values()].filter(({ state }) => state === 'done').length;
  return (
    <>
      <DrawerBody>
        <p className={classes.outcome} role="status">
          {running ? compareWords.doneOfSizeDone(done, batch.size) : outcomeWords(done, failed)}
        </p>
        <div className={classes.batch}>
          <BatchProgress batch={batch} onlyFailures={false} />
          {failed > 0 && <BatchProgress batch={batch} onlyFailures />}
        </div>
      </DrawerBody>
      <DrawerFoot hint={running ? compareWords.youCanCloseThisItContinues : compareWords.eachChangeCanBeReverted}>
        <Button onClick={onClose}>{running ? compareWords.close : compareWords.done}</Button>
      </DrawerFoot>
    </>
  );
}

function outcomeWords(done: number, failed: number): string {
  const changed = done === 1 ? compareWords.oneInstanceWasChanged : compareWords.doneInstancesWereChanged(done);
  if (failed === 0) return changed;
  return compareWords.changedPartPreviousSettings(
    changed,
    failed === 1 ? compareWords.oneFailedAndKeepsIts : compareWords.failedAndKeepTheir(failed),
  );
}
