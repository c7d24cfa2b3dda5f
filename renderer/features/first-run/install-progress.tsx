import type { Operation } from '../../../shared/contract/operations.ts';
import { OperationProgress } from '../../components/feedback/operation-progress.tsx';
import classes from './install-progress.module.css';

/** The progress of the installation, in place of its button. */
export function InstallProgress({ operation }: { readonly operation: Operation }) {
  return (
    <div className={classes.progress} aria-live="polite">
      <OperationProgress operation={operation} />
    </div>
  );
}
