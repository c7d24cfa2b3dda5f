import type { ReactNode } from 'react';
import { reasonOf } from '../../client/errors.ts';
import { logLines } from './error-state.tsx';
import classes from './failure-box.module.css';

interface FailureBoxProps {
  /** The source of the log of a server that failed to start. */
  readonly error?: unknown;
  /** `status` if the condition existed before the user's action. */
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
}

/** A failure, shown next to the control that caused it. */
export function FailureBox({ error, role = 'alert', children }: FailureBoxProps) {
  return (
    <div className={classes.box} role={role}>
      {children}
      <FailureLog error={error} />
    </div>
  );
}

/** The last log lines of a server that failed to start. */
export function FailureLog({ error }: { readonly error: unknown }) {
  const log = error == null ? null : logLines(reasonOf(error).data);
  return log && <pre className={classes.log}>{log}</pre>;
}
