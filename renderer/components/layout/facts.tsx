import type { CSSProperties, ReactNode } from 'react';
import classes from './facts.module.css';

interface FactsProps {
  /** The width of the names, px; 88 by default. */
  readonly nameWidth?: number;
  readonly children: ReactNode;
}

/** A list of names and values. */
export function Facts({ nameWidth = 88, children }: FactsProps) {
  return (
    <dl className={classes.facts} style={{ '--name-width': `${nameWidth}px` } as CSSProperties}>
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
