import classes from './progress-bar.module.css';

interface ProgressBarProps {
  /** 0 to 1; null while unknown. */
  readonly fraction: number | null;
  readonly label: string;
  readonly failed?: boolean;
}

/** A progress bar, indeterminate while the fraction is unknown. */
export function ProgressBar({ fraction, label, failed = false }: ProgressBarProps) {
  const known = fraction !== null;
  return (
    <span
      className={classes.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(known ? { 'aria-valuenow': Math.round(fraction * 100) } : {})}
    >
      <span
        className={classes.bar}
        data-unknown={!known || undefined}
        data-failed={failed || undefined}
        style={known ? { width: `${fraction * 100}%` } : undefined}
      />
    </span>
  );
}
