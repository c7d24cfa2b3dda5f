import type { FormEvent, ReactNode } from 'react';
import { CommandLine } from '../form/command-line.tsx';
import classes from './drawer-parts.module.css';

interface DrawerFormProps {
  /** Called when it is sent; the page stays where it is. */
  readonly onSubmit: () => void;
  /** A body and a foot. */
  readonly children: ReactNode;
}

/** A form that fills a drawer. */
export function DrawerForm({ onSubmit, children }: DrawerFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {children}
    </form>
  );
}

interface DrawerBodyProps {
  readonly children: ReactNode;
  /** What it holds goes from edge to edge. */
  readonly flush?: boolean;
  readonly busy?: boolean;
}

/** What scrolls in a drawer. */
export function DrawerBody({ children, flush = false, busy }: DrawerBodyProps) {
  return (
    <div className={classes.body} data-flush={flush || undefined} aria-busy={busy}>
      {children}
    </div>
  );
}

interface DrawerFootProps {
  /** The terminal line that does the same. */
  readonly line?: string | null;
  readonly hint?: string;
  /** The buttons, the one filled one rightmost. */
  readonly children: ReactNode;
}

/** What stays below what scrolls. */
export function DrawerFoot({ line = null, hint, children }: DrawerFootProps) {
  return (
    <div className={classes.foot} data-part="foot">
      {line !== null && <CommandLine wrap line={line} />}
      {hint && <p className="hint">{hint}</p>}
      <div className={classes.buttons}>{children}</div>
    </div>
  );
}
