import type { ReactNode } from 'react';
import classes from './bars.module.css';

/** What goes on or can be taken back, a bar each, above a list. */
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
