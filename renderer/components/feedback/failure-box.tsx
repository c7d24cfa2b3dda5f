import type { ReactNode } from 'react';
import { reasonOf } from '../../client/errors.ts';
import { logLines } from './error-state.tsx';
import classes from './failure-box.module.css';

interface FailureBoxProps {
  /** What the log of a server that did not start is taken from. */
  readonly error?: unknown;
  /** `status` for what was so before somebody asked. */
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
}

/** What failed or cannot be, where it was asked for. */
export function FailureBox({ error, role = 'alert', children }: FailureBoxProps) {
  return (
    <div className={classes.box} role={role}>
      {children}
      <FailureLog error={error} />
    </div>
  );
}

/** What a server that did not start wrote last. */
export function FailureLog({ error }: { readonly error: unknown }) {
  const log = error == null ? null : logLines(reasonOf(error).data);
  return log && <pre className={classes.log}>{log}</pre>;
}
