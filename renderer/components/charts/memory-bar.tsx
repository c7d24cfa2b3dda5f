import classes from './memory-bar.module.css';

interface MemoryBarProps {
  readonly usedBytes: number | null;
  readonly limitBytes: number | null;
  readonly width?: number;
}

/** How much of its limit is used. From 80 % on it asks for attention; the figures beside it say the same. */
export function MemoryBar({ usedBytes, limitBytes, width = 36 }: MemoryBarProps) {
  const share = usedBytes !== null && limitBytes ? Math.min(1, usedBytes / limitBytes) : null;
  const level = share === null ? undefined : share >= 0.995 ? 'full' : share >= 0.8 ? 'high' : 'fine';
  return (
    <span className={classes.track} style={{ width }} aria-hidden="true">
      {share !== null && <span className={classes.bar} data-level={level} style={{ width: `${share * 100}%` }} />}
    </span>
  );
}
