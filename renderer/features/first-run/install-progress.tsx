import type { Operation } from '../../../shared/contract/operations.ts';
import { OperationProgress } from '../../components/feedback/operation-progress.tsx';
import classes from './install-progress.module.css';

/** How the installation goes, in the place of the button that began it. */
export function InstallProgress({ operation }: { readonly operation: Operation }) {
  return (
    <div className={classes.progress} aria-live="polite">
      <OperationProgress operation={operation} />
    </div>
  );
}
