import type { ReactNode } from 'react';
import * as timelineWords from '../words/timeline.ts';
import classes from './timeline.module.css';

export function TimelineLegend() {
  return (
    <ul className={classes.legend} aria-label={timelineWords.legend}>
      <LegendItem word={timelineWords.snapshot}>
        <circle cx="7" cy="7" r="5.5" fill="currentColor" />
      </LegendItem>
      <LegendItem word={timelineWords.archive}>
        <rect x="1.5" y="1.5" width="11" height="11" rx="1.5" fill="currentColor" />
      </LegendItem>
      <LegendItem word={timelineWords.safety}>
        <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </LegendItem>
      <LegendItem word={timelineWords.verified}>
        <circle cx="7" cy="7" r="6" fill="currentColor" />
        <path d="M4.4 7.2l1.8 1.8 3.4-3.7" className={classes.sign} />
      </LegendItem>
      <LegendItem word={timelineWords.verificationFailed} bad>
        <circle cx="7" cy="7" r="6" fill="currentColor" />
        <path d="M4.9 4.9l4.2 4.2M9.1 4.9l-4.2 4.2" className={classes.sign} />
      </LegendItem>
    </ul>
  );
}

interface LegendItemProps {
  readonly word: string;
  readonly bad?: boolean;
  readonly children: ReactNode;
}

function LegendItem({ word, bad = false, children }: LegendItemProps) {
  return (
    <li className={classes.meaning} data-bad={bad || undefined}>
      <svg viewBox="0 0 14 14" width="12" height="12" aria-hidden="true">
        {children}
      </svg>
      {word}
    </li>
  );
}
