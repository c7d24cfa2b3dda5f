import type { ReactNode } from 'react';
import { UNKNOWN } from '../../lib/format.ts';
import classes from './figure.module.css';

interface FigureProps {
  /** As written: from format.ts. Null is unknown. */
  readonly value: ReactNode;
  readonly unit?: string | undefined;
  /** The limit it is measured against, with its unit: `2 GB`. */
  readonly of?: string | undefined;
  readonly strong?: boolean;
}

/** A figure; its unit and its limit are written weaker, so that the eye finds the figure. */
export function Figure({ value, unit, of, strong = false }: FigureProps) {
  return (
    <span className={classes.figure} data-strong={strong || undefined}>
      {value ?? UNKNOWN}
      {unit ? <span className={classes.weak}> {unit}</span> : null}
      {of ? <span className={classes.weak}> of {of}</span> : null}
    </span>
  );
}
