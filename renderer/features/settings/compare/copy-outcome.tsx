import { Button } from '@mantine/core';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { type Batch, failuresOf } from '../../tenants/list/batch.ts';
import { BatchProgress } from '../../tenants/list/batch-progress.tsx';
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
          {running ? `${done} of ${batch.size} done` : outcomeWords(done, failed)}
        </p>
        <div className={classes.batch}>
          <BatchProgress batch={batch} onlyFailures={false} />
          {failed > 0 && <BatchProgress batch={batch} onlyFailures />}
        </div>
      </DrawerBody>
      <DrawerFoot
        hint={
          running
            ? 'You can close this; it continues, and the status bar shows the progress.'
            : 'You can revert each change in the history of its instance.'
        }
      >
        <Button onClick={onClose}>{running ? 'Close' : 'Done'}</Button>
      </DrawerFoot>
    </>
  );
}

function outcomeWords(done: number, failed: number): string {
  const changed = done === 1 ? 'One instance was changed.' : `${done} instances were changed.`;
  if (failed === 0) return changed;
  return `${changed} ${failed === 1 ? 'One failed and keeps its' : `${failed} failed and keep their`} previous settings.`;
}
