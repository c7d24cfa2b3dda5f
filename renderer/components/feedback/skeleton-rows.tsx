import { useEffect, useState } from 'react';
import classes from './skeleton-rows.module.css';

/** What comes sooner needs no sign that it is coming, ms. */
const NOTHING_FOR_MS = 200;

interface SkeletonRowsProps {
  readonly rows?: number;
  /** The widths of the columns of what comes, px. */
  readonly widths?: readonly number[];
  /** px */
  readonly rowHeight?: number;
}

/** The shape of a list that is being read; nothing for the first 200 ms, as a flash of it is worse than none. */
export function SkeletonRows({ rows = 8, widths = [110, 64, 120, 40, 56], rowHeight = 36 }: SkeletonRowsProps) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), NOTHING_FOR_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  const bars = widths.map((width, phase) => ({ name: `column ${phase}`, width, phase }));
  return (
    <div aria-busy="true" role="status" aria-label="Loading">
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
