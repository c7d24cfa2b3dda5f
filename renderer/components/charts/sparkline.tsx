import classes from './sparkline.module.css';
import { knownRuns } from './sparkline-runs.ts';

interface SparklineProps {
  /** Oldest first; null (unknown) leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
  /** The smallest value that the full height represents, so that tiny values do not look like load. */
  readonly minScale?: number;
  /** The accessible name: `Operations per second, last 5 minutes`. */
  readonly label: string;
}

/** A line from 0 upwards; a constant series is a flat line. */
export function Sparkline({ values, width = 48, height = 18, minScale = 0, label }: SparklineProps) {
  const runs = knownRuns(values, width, height, minScale);
  return (
    <svg className={classes.spark} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img">
      <title>{label}</title>
      {runs.length === 0 && <line className={classes.blank} x1="0" x2={width} y1={height - 1} y2={height - 1} />}
      {runs.map((run) => (
        <g key={run.x}>
          <path className={classes.fill} d={`${run.path}V${height}H${run.x}Z`} />
          <path className={classes.line} d={run.path} />
        </g>
      ))}
    </svg>
  );
}
