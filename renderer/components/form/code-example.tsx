import type { ReactNode } from 'react';
import classes from './code-example.module.css';

/** Text to be pasted elsewhere, with what copies or saves it. */
export function CodeExample({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <div className={classes.example}>
      <pre className={classes.code}>{text}</pre>
      <span className={classes.buttons}>{children}</span>
    </div>
  );
}
