import type { MetricSeries } from '../../../../shared/contract/metrics.ts';
import { fixed } from '../../../lib/format.ts';
import * as modelWords from '../words/model.ts';

/** A value before and after an event; NaN: unknown. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** NaN if nothing is known. */
export function meanOf(series: MetricSeries | undefined): number {
  let [sum, known] = [0, 0];
  for (const mean of series?.mean ?? []) {
    if (mean === null) continue;
    sum += mean;
    known += 1;
  }
  return known === 0 ? Number.NaN : sum / known;
}

/** `+12 %`, `−40 %`, `no change`, `new`, `gone`; empty if a side is unknown. */
export function changeWords({ before, after }: BeforeAfter): string {
  if (Number.isNaN(before) || Number.isNaN(after)) return '';
  if (before === 0) return after === 0 ? modelWords.noChange : modelWords.appeared;
  if (after === 0) return modelWords.disappeared;
  const share = (after - before) / before;
  if (Math.abs(share) < 0.005) return modelWords.noChange;
  const sign = share > 0 ? '+' : '−';
  if (share >= 9.995) return `× ${Math.round(after / before)}`;
  return `${sign}${fixed(Math.abs(share * 100), Math.abs(share) < 0.1 ? 1 : 0)} %`;
}
