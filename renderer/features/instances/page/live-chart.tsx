import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { exactTime } from '../../../lib/format.ts';
import * as pageWords from '../words/page.ts';
import { axisEnd, type ChartUnit, chartPaths } from './chart-scale.ts';
import classes from './live-chart.module.css';

/** Possible spans of the time axis, in seconds; the smallest that holds all samples is used. */
const SPANS = [60, 120, 300];
/** Size of the plot, px; the axis labels are left of and below it. */
const HEIGHT = 108;
const LEFT = 52;
const BELOW = 20;
const ABOVE = 8;

interface LiveChartProps {
  /** The instance; the title links to its charts. */
  readonly id: string;
  readonly title: string;
  /** The current value, to the right of the title. */
  readonly now: ReactNode;
  /** ms since 1970, one for each value. */
  readonly times: readonly number[];
  /** Oldest first; null where unknown. */
  readonly values: readonly (number | null)[];
  readonly format: (value: number) => string;
  readonly unit?: ChartUnit;
  readonly limit?: number | null;
}

/** One metric over the last five minutes, from 0, with gaps where it is unknown. */
export function LiveChart({ id, title, now, times, values, format, unit = 'count', limit = null }: LiveChartProps) {
  const { ref, width } = useElementSize();
  const known = values.filter((value) => value !== null);
  const top = axisEnd(Math.max(0, ...known), unit, limit);
  const plot = Math.max(0, width - LEFT);
  const slots = SPANS.find((span) => span >= values.length) ?? 300;
  const label = pageWords.titleLastValueMinRangeText(title, slots / 60, rangeText(known, format));
  return (
    <section aria-label={title}>
      <h2 className={classes.head}>
        <Link to="/charts/$id" params={{ id }} className={classes.title ?? ''} title={pageWords.chartsOfIdUpTo90(id)}>
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
            {chartPaths(values, { width: plot, height: HEIGHT, slots, top }).map(({ line, area }) => (
              <g key={area}>
                <path className={classes.ground} d={area} />
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

/** Labels at round times, which move with the line. */
function TimeAxis({ last, slots, width }: TimeAxisProps) {
  if (last === undefined || width === 0) return null;
  const first = last - (slots - 1) * 1000;
  const every = slots === 300 ? (width < 360 ? 120_000 : 60_000) : slots * 250;
  const labels: number[] = [];
  for (let at = Math.ceil(first / every) * every; at <= last; at += every) labels.push(at);
  return labels.map((at) => {
    const x = ((at - first) / (last - first)) * width;
    // Omit a label that an edge would cut off.
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

function rangeText(known: readonly number[], format: (value: number) => string): string {
  if (known.length === 0) return pageWords.noData;
  return pageWords.formatToFormat2(format(Math.min(...known)), format(Math.max(...known)));
}
