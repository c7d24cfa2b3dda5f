import type { ChangeEventHandler } from 'react';
import classes from './plain-checkbox.module.css';

interface PlainCheckboxProps {
  readonly label: string;
  readonly title?: string | undefined;
  readonly checked: boolean;
  readonly disabled?: boolean;
  /** Whether Tab reaches it; rows of a grid have keys of their own. */
  readonly isInGrid?: boolean;
  readonly onChange: ChangeEventHandler<HTMLInputElement>;
}

/** A checkbox for rows, of which dozens are mounted per frame during scrolling: one element, without a library. */
export function PlainCheckbox({ label, isInGrid = false, ...props }: PlainCheckboxProps) {
  return (
    <input type="checkbox" className={classes.box} aria-label={label} tabIndex={isInGrid ? -1 : undefined} {...props} />
  );
}
