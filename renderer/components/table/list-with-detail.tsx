import type { ReactNode } from 'react';
import classes from './list-with-detail.module.css';

interface ListWithDetailProps {
  readonly children: ReactNode;
  /** A SidePane; null while nothing is chosen. */
  readonly detail: ReactNode;
  /** The app's program does not answer: the list is of before. */
  readonly stale?: boolean;
}

/** A list, and beside it all there is to know of what was chosen. Where there is no room beside it, over it. */
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
