import type { ReactNode } from 'react';
import classes from './page-head.module.css';

interface PageHeadProps {
  readonly title: ReactNode;
  /** Facts next to the title: `13 of 20 · ports 6393 to 6399 free`. */
  readonly subtitle?: ReactNode;
  /** Buttons; the filled one is rightmost. */
  readonly actions?: ReactNode;
}

/** The header of a view. */
export function PageHead({ title, subtitle, actions }: PageHeadProps) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      {subtitle !== undefined && <div className={classes.subtitle}>{subtitle}</div>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
