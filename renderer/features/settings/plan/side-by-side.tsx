import { Modal } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { useReturnedFocus } from '../../../lib/use-returned-focus.ts';
import * as planWords from '../words/plan.ts';
import classes from './side-by-side.module.css';

// Loaded on demand: the editor is large and rarely needed.
const MergedFiles = lazy(async () => ({ default: (await import('./merged-files.tsx')).MergedFiles }));

interface SideBySideProps {
  /** The current and the planned file, with secrets masked. */
  readonly before: string;
  readonly after: string;
  readonly onClose: () => void;
}

/** Both files side by side, with unchanged parts collapsed. */
export function SideBySide({ before, after, onClose }: SideBySideProps) {
  useReturnedFocus(true);
  return (
    <Modal opened onClose={onClose} title={planWords.redisConfSideBySide} size="min(1240px, 94vw)" centered>
      <div className={classes.heads} aria-hidden="true">
        <span>{planWords.now}</span>
        <span>{planWords.afterThePlan}</span>
      </div>
      <div className={classes.files}>
        <Suspense fallback={<SkeletonRows rows={12} rowHeight={20} widths={[24, 220]} />}>
          <MergedFiles before={before} after={after} />
        </Suspense>
      </div>
    </Modal>
  );
}
