import { Modal } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import classes from './side-by-side.module.css';

// The editor is half as large as all the rest of the view, and seldom wanted.
const MergedFiles = lazy(async () => ({ default: (await import('./merged-files.tsx')).MergedFiles }));

interface SideBySideProps {
  /** The file as it is and as it will be, with secrets masked. */
  readonly before: string;
  readonly after: string;
  readonly onClose: () => void;
}

/** Both files whole beside each other, what is the same folded away. */
export function SideBySide({ before, after, onClose }: SideBySideProps) {
  return (
    <Modal opened onClose={onClose} title="redis.conf, side by side" size="min(1240px, 94vw)" centered>
      <div className={classes.heads} aria-hidden="true">
        <span>Now</span>
        <span>After the plan</span>
      </div>
      <div className={classes.files}>
        <Suspense fallback={<SkeletonRows rows={12} rowHeight={20} widths={[24, 220]} />}>
          <MergedFiles before={before} after={after} />
        </Suspense>
      </div>
    </Modal>
  );
}
