import type { FormEvent, ReactNode } from 'react';
import { CommandLine } from '../form/command-line.tsx';
import classes from './drawer-parts.module.css';

interface DrawerFormProps {
  /** Replaces the browser's submit. */
  readonly onSubmit: () => void;
  /** A DrawerBody and a DrawerFoot. */
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
  /** No padding: the content spans from edge to edge. */
  readonly flush?: boolean;
  readonly busy?: boolean;
}

/** The scrolling part of a drawer. */
export function DrawerBody({ children, flush = false, busy }: DrawerBodyProps) {
  return (
    <div className={classes.body} data-flush={flush || undefined} aria-busy={busy}>
      {children}
    </div>
  );
}

interface DrawerFootProps {
  /** The equivalent CLI command. */
  readonly line?: string | null;
  readonly hint?: string;
  /** Buttons; the filled one is rightmost. */
  readonly children: ReactNode;
}

/** The fixed part below the DrawerBody. */
export function DrawerFoot({ line = null, hint, children }: DrawerFootProps) {
  return (
    <div className={classes.foot} data-part="foot">
      {line !== null && <CommandLine wrap line={line} />}
      {hint && <p className="hint">{hint}</p>}
      <div className={classes.buttons}>{children}</div>
    </div>
  );
}
