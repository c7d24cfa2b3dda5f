import type { ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** The accessible name, if the title alone is not clear. */
  readonly label?: string;
  /** Shown to the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page, separated from the next by a hairline. */
export function Section({ title, label = title, aside, children }: SectionProps) {
  return (
    <section className={classes.section} aria-label={label}>
      <h2 className={classes.title}>
        {title}
        {aside && <span className={classes.aside}>{aside}</span>}
      </h2>
      {children}
    </section>
  );
}
