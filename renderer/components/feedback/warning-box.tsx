import type { ReactNode } from 'react';
import classes from './warning-box.module.css';

interface WarningBoxProps {
  /** `status` if it can appear while its surroundings are shown. */
  readonly role?: 'status';
  readonly children: ReactNode;
}

/** A condition to consider before the action beside it. The action is possible. */
export function WarningBox({ role, children }: WarningBoxProps) {
  return (
    <div className={classes.box} role={role}>
      {children}
    </div>
  );
}
