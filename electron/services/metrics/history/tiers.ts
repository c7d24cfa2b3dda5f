/** One resolution of the history, in one file per instance. */
export interface Tier {
  readonly file: string;
  /** The time that one row covers; 0: a single sample. */
  readonly stepMs: number;
  /** How long rows are kept. */
  readonly spanMs: number;
  /** Rows per write. Until then they are in the finer tier only. */
  readonly rowsPerBlock: number;
  /** Size limit of the file. Above it the oldest rows are dropped early. */
  readonly mostBytes: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KB = 1024;

/** Finest first. Together less than 5 MB per instance in the worst case. */
export const tiers: readonly Tier[] = [
  { file: 'ticks.log', stepMs: 0, spanMs: 15 * MINUTE, rowsPerBlock: 1, mostBytes: 480 * KB },
  { file: '10s.log', stepMs: 10 * SECOND, spanMs: DAY, rowsPerBlock: 30, mostBytes: 1300 * KB },
  { file: '1m.log', stepMs: MINUTE, spanMs: 7 * DAY, rowsPerBlock: 30, mostBytes: 1400 * KB },
  { file: '10m.log', stepMs: 10 * MINUTE, spanMs: 90 * DAY, rowsPerBlock: 30, mostBytes: 1700 * KB },
];

/** The tiers, of which none keeps rows for longer than a number of days, asked for at each clean-up. */
export function tiersKeptFor(days: () => number): readonly Tier[] {
  return tiers.map((tier) => ({
    ...tier,
    get spanMs() {
      return Math.min(tier.spanMs, days() * DAY);
    },
  }));
}
