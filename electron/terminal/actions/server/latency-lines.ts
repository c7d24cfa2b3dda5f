import type { LatencyReport, MemoryReport } from '../../../../shared/contract/server.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { localTime } from '../../format/local-time.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import { refusalLine } from './refusal-line.ts';
import * as serverWords from './words.ts';

/** Single events after the table of kinds. */
const EVENTS = 20;

type Latest = NonNullable<LatencyReport['latest']['value']>[number];

/** Kinds of events, single events, and the server's advice. @param width of the terminal, in characters */
export function latencyLines(report: LatencyReport, width: number, style: Style): string[] {
  const { id, from, to, count, thresholdMs, latest, events, doctor } = report;
  const time = (at: string) => localTime(new Date(at));
  const title = serverWords.latencyFromTo(id, counted(count, serverWords.latencyEvent), time(from), time(to));
  const lines = [style.strong(title)];
  if (thresholdMs === 0) lines.push(style.attention(serverWords.latencyOff));
  else if (thresholdMs !== null) lines.push(serverWords.latencyThreshold(formatCount(thresholdMs)));
  if (latest.refused) lines.push(style.attention(refusalLine(latest.refused)));
  if (latest.value && latest.value.length > 0) {
    const kinds = tableLines(latestColumns, latest.value, width);
    lines.push('', style.strong(kinds.head), ...kinds.rows);
  }
  if (events.length > 0) {
    const single = tableLines(eventColumns, events.slice(0, EVENTS), width);
    lines.push('', style.strong(single.head), ...single.rows);
  }
  return [...lines, ...adviceLines('LATENCY DOCTOR', doctor, style)];
}

/** The advice of a server, below its command. */
export function adviceLines(command: string, { value, refused }: MemoryReport['doctor'], style: Style): string[] {
  if (refused) return ['', style.attention(refusalLine(refused))];
  if (value === null || value.trim() === '') return [];
  return [
    '',
    style.strong(serverWords.doctorSays(command)),
    ...value
      .trim()
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}

export function ms(value: number): string {
  return `${formatCount(value)} ms`;
}

const latestColumns: readonly TableColumn<Latest>[] = [
  { head: serverWords.event, cell: ({ event }) => escapeControls(event) },
  { head: serverWords.newest, cell: ({ at }) => localTime(new Date(at)) },
  { head: serverWords.took, cell: ({ latestMs }) => ms(latestMs), right: true },
  { head: serverWords.longest, cell: ({ maxMs }) => ms(maxMs), right: true },
  { head: serverWords.meaning, cell: ({ event }) => serverWords.eventMeanings[event] ?? '', dropRank: 1 },
];

export const eventColumns: readonly TableColumn<LatencyReport['events'][number]>[] = [
  { head: serverWords.time, cell: ({ at }) => localTime(new Date(at)) },
  { head: serverWords.took, cell: (event) => ms(event.ms), right: true },
  { head: serverWords.event, cell: ({ event }) => escapeControls(event) },
];
