import type { ReactNode, Ref } from 'react';
import classes from './table-note.module.css';

/** A note below the last row of a table. */
export function TableNote({ ref, children }: { readonly ref?: Ref<HTMLDivElement>; readonly children: ReactNode }) {
  return (
    <div className={classes.note} ref={ref}>
      {children}
    </div>
  );
}
