import type { SlowEntry, SlowGroup, SlowLogReport } from '../../../../shared/contract/server.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { splitMicroseconds } from '../../../../shared/format/duration.ts';
import { localTime } from '../../format/local-time.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import { refusalLine } from './refusal-line.ts';
import * as serverWords from './words.ts';

/** How many groups the first table has. */
const GROUPS = 15;

/** Groups first, then single entries, newest first. @param width of the terminal, in characters */
export function slowLogLines(report: SlowLogReport, width: number, style: Style): string[] {
  const { id, from, to, count, groups, entries, lost, refused } = report;
  const time = (at: string) => localTime(new Date(at));
  const lines = [
    style.strong(serverWords.slowFromTo(id, counted(count, serverWords.slowCommand), time(from), time(to))),
    ...settingLines(report),
  ];
  if (refused) lines.push(style.attention(refusalLine(refused)));
  if (lost > 0) {
    const entriesLost = counted(lost, serverWords.lostEntry, serverWords.lostEntries);
    lines.push(style.attention(serverWords.lostBefore(entriesLost)));
  }
  if (count === 0) return [...lines, '', serverWords.noSlowCommands];
  const byGroup = tableLines(groupColumns, groups.slice(0, GROUPS), width);
  const byEntry = tableLines(entryColumns, entries, width);
  lines.push('', style.strong(byGroup.head), ...byGroup.rows);
  lines.push('', style.strong(byEntry.head), ...byEntry.rows);
  if (entries.length < count) {
    lines.push(style.faint(serverWords.shownOf(formatCount(entries.length), formatCount(count))));
  }
  return lines;
}

function settingLines({ thresholdUsec, serverKeeps }: SlowLogReport): string[] {
  if (thresholdUsec === null) return [];
  if (thresholdUsec < 0) return [serverWords.slowLogOff];
  const threshold = serverWords.slowThreshold(milliseconds(thresholdUsec));
  return [serverKeeps === null ? `${threshold}.` : serverWords.slowKeeps(threshold, formatCount(serverKeeps))];
}

const groupColumns: readonly TableColumn<SlowGroup>[] = [
  { head: serverWords.times, cell: ({ count }) => formatCount(count), right: true },
  { head: serverWords.total, cell: ({ totalUsec }) => milliseconds(totalUsec), right: true },
  { head: serverWords.longest, cell: ({ maxUsec }) => milliseconds(maxUsec), right: true },
  { head: serverWords.command, cell: ({ name }) => escapeControls(name) },
  { head: serverWords.keys, cell: ({ pattern }) => escapeControls(pattern) || '—' },
  { head: serverWords.last, cell: ({ lastAt }) => localTime(new Date(lastAt)), dropRank: 1 },
];

export const entryColumns: readonly TableColumn<SlowEntry>[] = [
  { head: serverWords.time, cell: ({ at }) => localTime(new Date(at)) },
  { head: serverWords.took, cell: ({ tookUsec }) => milliseconds(tookUsec), right: true },
  { head: serverWords.command, cell: ({ command }) => escapeControls(command) },
  { head: serverWords.client, cell: clientOf, dropRank: 1 },
];

/** Redis reports no address for commands of a script. */
function clientOf({ client, address }: SlowEntry): string {
  return address === '?:0' ? serverWords.inAScript : escapeControls(client || address) || '—';
}

/** `0.12 ms`, `12.3 ms`, `1.2 s` */
export function milliseconds(usec: number): string {
  const { value, digits, unit } = splitMicroseconds(usec);
  return `${value.toFixed(digits)} ${unit}`;
}
