import classes from './sparkline.module.css';

/** A minute, at a value a second. */
const LEAST_STEPS = 59;

interface SparklineProps {
  /** Oldest first; null where it was unknown, which is left blank. */
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
  /** What the whole height stands for at least, so that next to nothing is not drawn as if it were load. */
  readonly least?: number;
  /** What it shows, for those who do not see it: `Operations per second, last 5 minutes`. */
  readonly label: string;
}

/** Drawn from 0 upwards; a series that never changes lies on one line, it is not stretched to fill the height. */
export function Sparkline({ values, width = 48, height = 18, least = 0, label }: SparklineProps) {
  const runs = knownRuns(values, width, height, least);
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

interface Run {
  readonly x: number;
  readonly path: string;
}

function knownRuns(values: readonly (number | null)[], width: number, height: number, least: number): readonly Run[] {
  const most = Math.max(least, ...values.map((value) => value ?? 0));
  // The newest is at the right edge; a short past takes a short way, it is not stretched over all of it.
  const step = width / Math.max(values.length - 1, LEAST_STEPS);
  const start = width - step * (values.length - 1);
  const runs: { x: number; path: string }[] = [];
  let open: { x: number; path: string } | null = null;
  values.forEach((value, index) => {
    if (value === null) {
      open = null;
      return;
    }
    const x = round(start + index * step);
    const y = round(most === 0 ? height - 1 : height - 1 - (value / most) * (height - 3));
    if (open) open.path += `L${x} ${y}`;
    else {
      open = { x, path: `M${x} ${y}` };
      runs.push(open);
    }
  });
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
