import { type Icon, IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './row-problem.module.css';

interface RowProblemProps {
  readonly icon?: Icon;
  /** It goes on as it is, only not as well as it could. */
  readonly mild?: boolean;
  /** All of it, for where there is no room. */
  readonly title: string | undefined;
  readonly children: ReactNode;
  /** What mends it. */
  readonly cure?: ReactNode;
}

/** The one line below a row of a table: what is wrong, and what mends it. */
export function RowProblem({ icon: Icon = IconAlertTriangle, mild = false, title, children, cure }: RowProblemProps) {
  return (
    <>
      <Icon size={14} className={classes.icon} data-look={mild ? 'attention' : 'danger'} aria-hidden="true" />
      <span className={classes.why} title={title}>
        {children}
      </span>
      <span className={classes.cure}>{cure}</span>
    </>
  );
}
