import type { ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** What it is called for those who do not see it, where the title alone would not do. */
  readonly label?: string;
  /** At the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a title; a hairline parts it from the next. */
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
