import { useEffect, useState } from 'react';
import classes from './skeleton-rows.module.css';
import * as feedbackWords from './words.ts';

/** Faster responses show no skeleton, because a flash of it is worse than nothing. */
const DELAY_MS = 200;

interface SkeletonRowsProps {
  readonly rows?: number;
  /** The column widths of the expected content, px. */
  readonly widths?: readonly number[];
  /** px */
  readonly rowHeight?: number;
}

/** A placeholder for a list that is loading. */
export function SkeletonRows({ rows = 8, widths = [110, 64, 120, 40, 56], rowHeight = 36 }: SkeletonRowsProps) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  const bars = widths.map((width, phase) => ({ name: feedbackWords.columnPhase(phase), width, phase }));
  return (
    <div aria-busy="true" role="status" aria-label={feedbackWords.loading}>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className={classes.row} style={{ height: rowHeight, opacity: 1 - (row / rows) * 0.6 }}>
          {bars.map(({ name, width, phase }) => (
            <span key={name} className={classes.bar} style={{ width: width * (0.75 + ((row + phase) % 3) * 0.12) }} />
          ))}
        </div>
      ))}
    </div>
  );
}
