import { useElementSize } from '@mantine/hooks';
import { Bar, BarChart, CartesianGrid, ErrorBar, XAxis, YAxis } from 'recharts';
import type { BenchmarkTest } from '../../../../shared/contract/benchmark.ts';
import { axisProps, gridProps, roundUp } from '../../../components/charts/chart-axes.ts';
import { count, fixed } from '../../../lib/format.ts';
import type { ShownResult, ShownTest } from '../model/shown-result.ts';
import * as words from '../words.ts';
import classes from './results.module.css';

/** The row heights of the chart and of the table beside it. */
const ROW = 44;
const HEAD = 32;
const NAMES = 64;

/** Requests per second as bars with their confidence intervals, and as figures with the verdict. */
export function Throughput({ shown }: { readonly shown: ShownResult }) {
  const { labels, tests, rounds } = shown;
  return (
    <section aria-label={words.throughput}>
      <header className={classes.title}>
        <h2>{words.throughput}</h2>
        <span className="hint">{`${words.requestsPerSecond}, ${words.meanOf(rounds)}`}</span>
        <span className={classes.legend}>
          <Sign side="a" label={labels.a} />
          {labels.b !== null && <Sign side="b" label={labels.b} />}
        </span>
      </header>
      <div className={classes.throughput}>
        <Bars shown={shown} />
        <table className={classes.figures}>
          <thead>
            <tr>
              <th className={classes.unseen}>{words.test}</th>
              <th>{words.perSecond}</th>
              {labels.b !== null && <th className={classes.left}>{words.result}</th>}
              {labels.b !== null && <th>{words.confidence}</th>}
            </tr>
          </thead>
          <tbody>
            {tests.map((test) => (
              <FigureRow key={test.name} test={test} compares={labels.b !== null} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Sign({ side, label }: { readonly side: 'a' | 'b'; readonly label: string }) {
  return (
    <span className={classes.sign} title={label}>
      <span className={classes.swatch} data-side={side} aria-hidden="true" />
      <span className={classes.signText}>{label}</span>
    </span>
  );
}

function Bars({ shown: { tests, labels } }: { readonly shown: ShownResult }) {
  const { ref, width } = useElementSize();
  const rows = tests.map(({ name, a, b }) => ({
    name,
    a: a.requestsPerSecond,
    aError: whiskersOf(a),
    ...(b !== null && { b: b.requestsPerSecond, bError: whiskersOf(b) }),
  }));
  const max = Math.max(1, ...tests.flatMap(({ a, b }) => [endOf(a), ...(b === null ? [] : [endOf(b)])]));
  const end = roundUp(max, true);
  return (
    <div className={classes.bars} ref={ref} role="img" aria-label={words.chartLabel}>
      {width > 0 && (
        <BarChart
          width={width}
          height={HEAD + rows.length * ROW}
          data={rows}
          layout="vertical"
          margin={{ top: 0, right: 16, bottom: 0, left: 0 }}
          barCategoryGap={8}
          barGap={2}
          accessibilityLayer={false}
        >
          <CartesianGrid {...gridProps} vertical horizontal={false} />
          <XAxis
            {...axisProps}
            type="number"
            orientation="top"
            height={HEAD}
            domain={[0, end]}
            ticks={[0, end / 2, end]}
            tickFormatter={shortRate}
          />
          <YAxis {...axisProps} type="category" dataKey="name" width={NAMES} />
          <Bar dataKey="a" fill="var(--series-others)" maxBarSize={14} isAnimationActive={false}>
            <ErrorBar dataKey="aError" direction="x" width={4} stroke="var(--text-1)" isAnimationActive={false} />
          </Bar>
          {labels.b !== null && (
            <Bar dataKey="b" fill="var(--series-1)" maxBarSize={14} isAnimationActive={false}>
              <ErrorBar dataKey="bError" direction="x" width={4} stroke="var(--text-1)" isAnimationActive={false} />
            </Bar>
          )}
        </BarChart>
      )}
    </div>
  );
}

/** The distances of the interval from the mean. */
function whiskersOf({ requestsPerSecond, intervals }: BenchmarkTest): [number, number] {
  const interval = intervals.requestsPerSecond;
  if (interval == null) return [0, 0];
  return [requestsPerSecond - Math.max(0, interval.low), interval.high - requestsPerSecond];
}

function endOf({ requestsPerSecond, intervals }: BenchmarkTest): number {
  return Math.max(requestsPerSecond, intervals.requestsPerSecond?.high ?? 0);
}

function shortRate(value: number): string {
  return value >= 1000 ? `${count(value / 1000)} k` : count(value);
}

function FigureRow({
  test: { name, a, b, verdict },
  compares,
}: {
  readonly test: ShownTest;
  readonly compares: boolean;
}) {
  return (
    <tr>
      <th scope="row" className={classes.unseen}>
        {name}
      </th>
      <td>
        <Rate test={a} />
        {b !== null && <Rate test={b} strong />}
      </td>
      {compares && (
        <td className={classes.left}>
          <Verdict verdict={verdict} />
        </td>
      )}
      {compares && (
        <td>{verdict === null || verdict.faster === 'neither' ? '—' : `${Math.floor(verdict.confidence * 100)} %`}</td>
      )}
    </tr>
  );
}

function Rate({
  test: { requestsPerSecond, intervals },
  strong,
}: {
  readonly test: BenchmarkTest;
  readonly strong?: true;
}) {
  const interval = intervals.requestsPerSecond;
  return (
    <div>
      {strong ? <b>{count(Math.round(requestsPerSecond))}</b> : count(Math.round(requestsPerSecond))}
      {interval != null && <span className="hint"> ±{count(Math.round((interval.high - interval.low) / 2))}</span>}
    </div>
  );
}

function Verdict({ verdict }: Pick<ShownTest, 'verdict'>) {
  if (verdict === null) return '—';
  const { faster, ratio } = verdict;
  if (faster === 'neither') return <span className={classes.verdict}>{words.noDifference}</span>;
  const factor = fixed(faster === 'b' ? ratio : 1 / ratio, 2);
  return (
    <span className={classes.verdict} data-faster={faster}>
      {words.fasterBy(faster.toUpperCase(), factor)}
    </span>
  );
}
