import type { ReactNode } from 'react';
import { UNKNOWN } from '../../lib/format.ts';
import classes from './figure.module.css';
import * as chartsWords from './words.ts';

interface FigureProps {
  /** Formatted by format.ts; null is unknown. */
  readonly value: ReactNode;
  readonly unit?: string | undefined;
  /** The limit with its unit: `2 GB`. */
  readonly of?: string | undefined;
  readonly strong?: boolean;
}

/** A value with its unit and limit in a weaker colour. */
export function Figure({ value, unit, of, strong = false }: FigureProps) {
  return (
    <span className={classes.figure} data-strong={strong || undefined}>
      {value ?? UNKNOWN}
      {unit ? <span className={classes.weak}> {unit}</span> : null}
      {of ? <span className={classes.weak}>{chartsWords.ofText(of)}</span> : null}
    </span>
  );
}
