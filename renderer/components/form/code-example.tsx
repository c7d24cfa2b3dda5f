import type { ReactNode } from 'react';
import classes from './code-example.module.css';

/** A code block with buttons that copy or save it. */
export function CodeExample({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <div className={classes.example}>
      <pre className={classes.code}>{text}</pre>
      <span className={classes.buttons}>{children}</span>
    </div>
  );
}
