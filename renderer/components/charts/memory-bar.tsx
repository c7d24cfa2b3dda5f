import classes from './memory-bar.module.css';

interface MemoryBarProps {
  readonly usedBytes: number | null;
  readonly limitBytes: number | null;
  readonly width?: number;
}

/**
 * The used share of the memory limit, highlighted from 80 %. Hidden from screen readers, because the text next to it
 * says the same.
 */
export function MemoryBar({ usedBytes, limitBytes, width = 36 }: MemoryBarProps) {
  const share = usedBytes !== null && limitBytes ? Math.min(1, usedBytes / limitBytes) : null;
  const level = share === null ? undefined : share >= 0.995 ? 'full' : share >= 0.8 ? 'high' : 'fine';
  return (
    <span className={classes.track} style={{ width }} aria-hidden="true">
      {share !== null && <span className={classes.bar} data-level={level} style={{ width: `${share * 100}%` }} />}
    </span>
  );
}
