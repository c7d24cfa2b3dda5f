import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { exactTime } from '../../../lib/format.ts';
import { axisEnd, type ChartUnit, chartPaths } from './chart-scale.ts';
import classes from './live-chart.module.css';

/** Seconds on the time axis: as many as hold what is known so far. The figures come once a second. */
const SPANS = [60, 120, 300];
/** px of the drawing; the axis words stand left of and below it. */
const HEIGHT = 108;
const LEFT = 52;
const BELOW = 20;
const ABOVE = 8;

interface LiveChartProps {
  /** The instance, whose longer past the title leads to. */
  readonly id: string;
  readonly title: string;
  /** The figure now, at the right of the title. */
  readonly now: ReactNode;
  /** ms since 1970, one for each value. */
  readonly times: readonly number[];
  /** Oldest first; null where it was unknown. */
  readonly values: readonly (number | null)[];
  readonly format: (value: number) => string;
  readonly unit?: ChartUnit;
  readonly limit?: number | null;
}

/** One figure over the last five minutes: straight lines from 0, gaps where nothing is known. */
export function LiveChart({ id, title, now, times, values, format, unit = 'count', limit = null }: LiveChartProps) {
  const { ref, width } = useElementSize();
  const known = values.filter((value) => value !== null);
  const top = axisEnd(Math.max(0, ...known), unit, limit);
  const plot = Math.max(0, width - LEFT);
  const slots = SPANS.find((span) => span >= values.length) ?? 300;
  const label = `${title}, last ${slots / 60} min: ${spoken(known, format)}`;
  return (
    <section aria-label={title}>
      <h2 className={classes.head}>
        <Link
          to="/charts/$id"
          params={{ id }}
          className={classes.title ?? ''}
          title={`Charts of ${id}, up to 90 days back`}
        >
          {title}
        </Link>
        <span>{now}</span>
      </h2>
      <div ref={ref}>
        <svg className={classes.chart} width="100%" height={HEIGHT + BELOW + ABOVE} role="img" aria-label={label}>
          {[1, 0.5, 0].map((share) => (
            <g key={share} transform={`translate(0 ${ABOVE + (1 - share) * HEIGHT})`}>
              <text className={classes.label} x={LEFT - 8} y="4" textAnchor="end">
                {share === 0 && unit !== 'share' ? '0' : format(top * share)}
              </text>
              <line className={classes.grid} x1={LEFT} x2={LEFT + plot} y1="0" y2="0" />
            </g>
          ))}
          <g transform={`translate(${LEFT} ${ABOVE})`}>
            {limit !== null && limit <= top && (
              <line className={classes.limit} x1="0" x2={plot} y1={limitAt(limit, top)} y2={limitAt(limit, top)} />
            )}
            {chartPaths(values, { width: plot, height: HEIGHT, slots, top }).map(({ line, ground }) => (
              <g key={ground}>
                <path className={classes.ground} d={ground} />
                <path className={classes.line} d={line} />
              </g>
            ))}
            <TimeAxis last={times.at(-1)} slots={slots} width={plot} />
          </g>
        </svg>
      </div>
    </section>
  );
}

interface TimeAxisProps {
  readonly last: number | undefined;
  readonly slots: number;
  readonly width: number;
}

/** Words at round times, so that they move with the line. */
function TimeAxis({ last, slots, width }: TimeAxisProps) {
  if (last === undefined || width === 0) return null;
  const first = last - (slots - 1) * 1000;
  const every = slots === 300 ? (width < 360 ? 120_000 : 60_000) : slots * 250;
  const marks: number[] = [];
  for (let at = Math.ceil(first / every) * every; at <= last; at += every) marks.push(at);
  return marks.map((at) => {
    const x = ((at - first) / (last - first)) * width;
    // One that would be cut off at an edge is left out.
    if (x < 24 || x > width - 24) return null;
    return (
      <text key={at} className={classes.label} x={x} y={HEIGHT + 15} textAnchor="middle">
        {slots === 300 ? exactTime(at, at).slice(0, 5) : exactTime(at, at)}
      </text>
    );
  });
}

function limitAt(limit: number, top: number): number {
  return HEIGHT - (limit / top) * HEIGHT;
}

function spoken(known: readonly number[], format: (value: number) => string): string {
  if (known.length === 0) return 'nothing known';
  return `${format(Math.min(...known))} to ${format(Math.max(...known))}`;
}
