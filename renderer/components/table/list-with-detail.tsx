import type { ReactNode } from 'react';
import classes from './list-with-detail.module.css';

interface ListWithDetailProps {
  readonly children: ReactNode;
  /** A SidePane; null without a selection. */
  readonly detail: ReactNode;
  /** The app is disconnected, so the list is old. */
  readonly stale?: boolean;
}

/** A list with the details of the selected row next to it, or over it on narrow pages. */
export function ListWithDetail({ children, detail, stale = false }: ListWithDetailProps) {
  return (
    <div className={classes.panes}>
      <div className={classes.list} data-stale={stale || undefined}>
        {children}
      </div>
      {detail && <div className={classes.side}>{detail}</div>}
    </div>
  );
}
