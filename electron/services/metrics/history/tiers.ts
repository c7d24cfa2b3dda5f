/** One fineness of history: kept for so long, in one file of an instance. */
export interface Tier {
  readonly file: string;
  /** What one row stands for, ms; 0: a tick, as it came. */
  readonly stepMs: number;
  /** How long rows are kept, ms. */
  readonly spanMs: number;
  /** How many rows are written together. Until then they are in the finer tier only. */
  readonly rowsPerBlock: number;
  /** What the file may take, bytes. Beyond it the oldest rows go before their time. */
  readonly mostBytes: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KB = 1024;

/** Finest first. Together less than 5 MB an instance, however much its figures vary. */
export const tiers: readonly Tier[] = [
  { file: 'ticks.log', stepMs: 0, spanMs: 15 * MINUTE, rowsPerBlock: 1, mostBytes: 480 * KB },
  { file: '10s.log', stepMs: 10 * SECOND, spanMs: DAY, rowsPerBlock: 30, mostBytes: 1300 * KB },
  { file: '1m.log', stepMs: MINUTE, spanMs: 7 * DAY, rowsPerBlock: 30, mostBytes: 1400 * KB },
  { file: '10m.log', stepMs: 10 * MINUTE, spanMs: 90 * DAY, rowsPerBlock: 30, mostBytes: 1700 * KB },
];
