import type { ReactNode } from 'react';
import classes from './bars.module.css';

/** Bars above a list, such as running operations or offers to undo. */
export function Bars({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={classes.bars} aria-label={label}>
      {children}
    </ul>
  );
}

export function Bar({ tone, children }: { readonly tone: 'information' | 'accent'; readonly children: ReactNode }) {
  return (
    <li className={classes.bar} data-tone={tone}>
      {children}
    </li>
  );
}
