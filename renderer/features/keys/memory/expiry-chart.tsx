import { useElementSize } from '@mantine/hooks';
import { Bar, BarChart, CartesianGrid, LabelList, XAxis, YAxis } from 'recharts';
import type { KeyAnalysis } from '../../../../shared/contract/keyspace.ts';
import { axisProps, gridProps } from '../../../components/charts/chart-axes.ts';
import { counted } from '../../../lib/counted.ts';
import { count, duration, fixed } from '../../../lib/format.ts';
import * as memoryWords from '../words/memory.ts';
import classes from './memory-table.module.css';

/** Keys by their remaining time. */
export function ExpiryChart({ analysis: { expiry, expired } }: { readonly analysis: KeyAnalysis }) {
  const { ref, width, height } = useElementSize();
  const keys = expiry.reduce((sum, bucket) => sum + bucket.keys, 0);
  const bars = expiry.map((bucket) => ({ name: bucketWords(bucket.untilSeconds), keys: bucket.keys }));
  const [first] = expiry;
  const summary = bars.map(({ name, keys: of }) => `${name}: ${count(of)}`).join(', ');
  return (
    <section className={classes.section} aria-label={memoryWords.keysThatExpire}>
      <header className={classes.head}>
        <h2 className={classes.title}>{memoryWords.keysThatExpire}</h2>
        <span className="hint">{memoryWords.countedByTimeLeft(counted(keys, 'key'))}</span>
      </header>
      <div className={classes.chart} ref={ref} role="img" aria-label={memoryWords.keysByTimeLeftSummary(summary)}>
        {keys > 0 && width > 0 && height > 0 && (
          <BarChart
            width={width}
            height={height}
            data={bars}
            margin={{ top: 20, right: 16, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid {...gridProps} />
            <XAxis {...axisProps} dataKey="name" />
            <YAxis {...axisProps} width={48} tickCount={3} allowDecimals={false} tickFormatter={short} />
            <Bar
              dataKey="keys"
              fill="var(--accent-mark)"
              maxBarSize={32}
              radius={[2, 2, 0, 0]}
              isAnimationActive={false}
            >
              <LabelList
                dataKey="keys"
                position="top"
                fill="var(--text-2)"
                fontSize={11}
                formatter={(value) => short(Number(value))}
              />
            </Bar>
          </BarChart>
        )}
      </div>
      <p className={classes.note}>
        {keys === 0
          ? memoryWords.noKeyHasAnExpiry
          : memoryWords.countedPartWithinUntilSeconds(
              counted(first?.keys ?? 0, 'key'),
              first?.keys === 1 ? 'expires' : 'expire',
              duration(first?.untilSeconds),
            )}
        {expired.keys > 0 && memoryWords.countedAlreadyExpiredARestoreDrops(counted(expired.keys, 'key'))}
      </p>
    </section>
  );
}

function bucketWords(untilSeconds: number | null): string {
  return untilSeconds === null ? memoryWords.later : duration(untilSeconds);
}

/** `39 k` */
function short(value: number): string {
  if (value < 10_000) return count(value);
  return value < 1_000_000 ? `${Math.round(value / 1000)} k` : `${fixed(value / 1_000_000, 1)} M`;
}
