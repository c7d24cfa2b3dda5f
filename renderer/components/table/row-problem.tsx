import { type Icon, IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './row-problem.module.css';

interface RowProblemProps {
  readonly icon?: Icon;
  /** A warning: the instance keeps working. */
  readonly mild?: boolean;
  /** The full text, as the tooltip of a truncated line. */
  readonly title: string | undefined;
  readonly children: ReactNode;
  /** The button that fixes it. */
  readonly cure?: ReactNode;
}

/** The line below a table row: the problem and the button that fixes it. */
export function RowProblem({ icon: Icon = IconAlertTriangle, mild = false, title, children, cure }: RowProblemProps) {
  return (
    <>
      <Icon size={14} className={classes.icon} data-tone={mild ? 'attention' : 'danger'} aria-hidden="true" />
      <span className={classes.why} title={title}>
        {children}
      </span>
      <span className={classes.cure}>{cure}</span>
    </>
  );
}
