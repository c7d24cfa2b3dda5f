import type { CommandFigures, CommandSample } from '../../../../shared/contract/command-stats.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { formatShare } from '../../format/format.ts';
import type { Style } from '../../format/style.ts';
import type { ScreenLine } from './monitor-screen.ts';
import * as observeWords from './words.ts';

const UNKNOWN = '—';
const GAP = '  ';

interface Column {
  readonly head: string;
  readonly cell: (command: CommandFigures) => string;
}

const percentiles: readonly Column[] = [
  { head: 'p50 µs', cell: ({ p50Usec }) => percentile(p50Usec) },
  { head: 'p99 µs', cell: ({ p99Usec }) => percentile(p99Usec) },
  { head: 'p99.9 µs', cell: ({ p999Usec }) => percentile(p999Usec) },
];

const totals: readonly Column[] = [
  { head: 'Command', cell: ({ command }) => command },
  { head: 'Calls', cell: ({ calls }) => formatCount(calls) },
  { head: 'µs/call', cell: ({ usecPerCall }) => usec(usecPerCall) },
  { head: 'Time', cell: ({ timeShare }) => share(timeShare) },
  { head: 'Rejected', cell: ({ rejected }) => count(rejected) },
  { head: 'Failed', cell: ({ failed }) => count(failed) },
  ...percentiles,
];

const rates: readonly Column[] = [
  { head: 'Command', cell: ({ command }) => command },
  { head: 'Calls/s', cell: ({ recent }) => perSecond(recent?.callsPerSecond) },
  { head: 'µs/call', cell: ({ recent }) => usec(recent?.usecPerCall ?? null) },
  { head: 'Time', cell: ({ recent }) => share(recent?.timeShare ?? null) },
  { head: 'Rejected/s', cell: ({ recent }) => perSecond(recent?.rejectedPerSecond) },
  { head: 'Failed/s', cell: ({ recent }) => perSecond(recent?.failedPerSecond) },
  ...percentiles,
];

/** All commands since the server's start. @param width columns that do not fit are dropped from the right */
export function totalLines(sample: CommandSample, width: number, style: Style): string[] {
  const { id, commands, errors } = sample;
  const calls = commands.reduce((sum, one) => sum + one.calls, 0);
  const ms = commands.reduce((sum, one) => sum + one.usec, 0) / 1000;
  const said = errors.map(({ code, count: often }) => `${code} ${formatCount(often)}`);
  return [
    observeWords.commandsSinceStart(id, counted(calls, 'call'), short(ms)),
    '',
    ...painted(table(totals, commands, width), style),
    ...(said.length > 0 ? ['', observeWords.errorsSaid(said.join(', '))] : []),
    ...withoutPercentiles(sample),
  ];
}

/** The commands between two samples. @param width columns that do not fit are dropped from the right */
export function rateLines(sample: CommandSample, width: number, style: Style): ScreenLine[] {
  const { id, state, reason, sinceMs, busyShare, errors } = sample;
  if (state !== 'answering') return [{ text: reason ?? state, paint: style.attention }];
  if (sinceMs === null) return [{ text: observeWords.idNoRatesBecauseItsCounters(id), paint: style.faint }];
  const active = sample.commands.filter(({ recent }) => recent && (recent.callsPerSecond || recent.rejectedPerSecond));
  const calls = active.reduce((sum, { recent }) => sum + (recent?.callsPerSecond ?? 0), 0);
  const failures = errors.flatMap(({ code, perSecond: often }) => (often ? [`${code} ${perSecond(often)}/s`] : []));
  const facts = [`${perSecond(calls)} calls/s`, observeWords.timeInCommands(share(busyShare)), ...failures];
  const [head = '', ...rows] = table(rates, active, width);
  return [
    { text: `${id}: ${facts.join(', ')}` },
    { text: head, paint: style.strong },
    ...rows.map((text) => ({ text })),
    ...withoutPercentiles(sample).map((text) => ({ text, paint: style.faint })),
  ];
}

function withoutPercentiles({ percentiles: kept }: CommandSample): string[] {
  if (kept === 'known') return [];
  return [kept === 'off' ? observeWords.noLatencyTracking : observeWords.percentilesNeedRedis7OrLater];
}

/** The header, and one line per command. */
function table(columns: readonly Column[], commands: readonly CommandFigures[], width: number): string[] {
  const cells = columns.map(({ head, cell }) => [head, ...commands.map(cell)]);
  const widths = cells.map((column) => Math.max(...column.map(({ length }) => length)));
  while (widths.length > 1 && widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length) > width) widths.pop();
  const line = (_: unknown, row: number) =>
    widths
      .map((wide, column) => {
        const text = cells[column]?.[row] ?? '';
        return column === 0 ? text.padEnd(wide) : text.padStart(wide);
      })
      .join(GAP);
  return [null, ...commands].map(line);
}

function painted([head = '', ...rows]: readonly string[], style: Style): string[] {
  return [style.strong(head), ...rows];
}

/** `0.4`, `12.5`, `1,234`. */
function short(value: number): string {
  return value >= 100 || Number.isInteger(value) ? formatCount(value) : value.toFixed(1);
}

/** In whole microseconds, the resolution of the server's clock. */
function percentile(value: number | null): string {
  if (value === null) return UNKNOWN;
  return value < 1 ? '<1' : formatCount(value);
}

function usec(value: number | null): string {
  return value === null ? UNKNOWN : short(value);
}

function count(value: number | null): string {
  return value === null ? UNKNOWN : formatCount(value);
}

function share(value: number | null): string {
  return value === null ? UNKNOWN : formatShare(value);
}

function perSecond(value: number | null | undefined): string {
  return value === null || value === undefined ? UNKNOWN : short(value);
}
