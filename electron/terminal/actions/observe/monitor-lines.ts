import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { shownState, stateWord } from '../../../../shared/shown-state.ts';
import { formatShare } from '../../format/format.ts';
import type { Style } from '../../format/style.ts';
import type { ScreenLine } from './monitor-screen.ts';
import * as observeWords from './words.ts';

const UNKNOWN = '—';

interface Column {
  readonly head: string;
  readonly cell: (status: InstanceStatus) => string;
  readonly left?: true;
  /** If the window is too narrow, columns with the highest value are dropped first; a column without one stays. */
  readonly dropRank?: number;
}

const columns: readonly Column[] = [
  { head: 'Instance', cell: nameAndState, left: true },
  { head: 'Memory', cell: ({ memory }) => bytes(memory.usedBytes) },
  {
    head: 'Limit',
    cell: ({ memory }) => (memory.limitBytes === null ? 'none' : bytes(memory.limitBytes)),
    dropRank: 2,
  },
  { head: 'Peak', cell: ({ memory }) => bytes(memory.peakBytes), dropRank: 4 },
  { head: 'Clients', cell: ({ clients }) => count(clients.connected) },
  { head: 'Commands', cell: ({ commands }) => count(commands.total), dropRank: 3 },
  { head: observeWords.perS, cell: ({ commands }) => count(commands.perSecond) },
  { head: observeWords.hitRate, cell: ({ hitRate }) => (hitRate === null ? UNKNOWN : formatShare(hitRate)) },
  { head: 'Keys', cell: (status) => total(status, 'keys'), dropRank: 1 },
  { head: 'Expiring', cell: (status) => total(status, 'expires'), dropRank: 5 },
];

export interface Fit {
  readonly width: number;
  readonly height: number;
  /** The line above the table. */
  readonly title: string;
}

/** The table of a terminal: one row per instance, with its databases below if there is room. */
export function monitorTable(instances: readonly InstanceStatus[], fit: Fit, style: Style): ScreenLine[] {
  if (instances.length === 0)
    return [{ text: fit.title, paint: style.faint }, { text: observeWords.noInstanceIsRunningNow }];
  const shown = columnsThatFit(instances, fit.width);
  const widths = shown.map((column) => widthOf(column, instances));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (shown[index]?.left ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join(GAP);
  const head: ScreenLine[] = [
    { text: fit.title, paint: style.faint },
    { text: line(shown.map((column) => column.head)), paint: style.strong },
  ];
  const rows = instances.map((status): ScreenLine => {
    const text = line(shown.map((column) => column.cell(status)));
    return status.state === 'running' ? { text } : { text, paint: style.attention };
  });
  const withDatabases = rows.flatMap((row, index) => [row, ...databaseLine(instances[index], style)]);
  if (head.length + withDatabases.length <= fit.height) return [...head, ...withDatabases];
  const room = fit.height - head.length;
  if (rows.length <= room) return [...head, ...rows];
  const left = counted(rows.length - room + 1, observeWords.moreInstance);
  return [...head, ...rows.slice(0, room - 1), { text: observeWords.moreInALargerWindow(left), paint: style.faint }];
}

/** One instance on one line, for a file or a pipe. */
export function monitorLine(status: InstanceStatus): string {
  if (!isUp(status)) return `${status.id}  ${stateWord(status)}`;
  const { memory, clients, commands, hitRate } = status;
  const limit = memory.limitBytes === null ? '' : observeWords.ofLimitBytes(bytes(memory.limitBytes));
  return [
    nameAndState(status),
    observeWords.memoryUsedBytesLimitPeakBytes(bytes(memory.usedBytes), limit, bytes(memory.peakBytes)),
    observeWords.clientsConnected(count(clients.connected)),
    observeWords.commandsTotalPerSecondPerSecond(count(commands.total), count(commands.perSecond)),
    observeWords.hitRatePart(hitRate === null ? UNKNOWN : formatShare(hitRate)),
    databasesText(status) ?? observeWords.noKeys,
  ].join('  ');
}

/** Whether a server runs, healthy or not. */
export function isUp(status: InstanceStatus): boolean {
  const state = shownState(status);
  return state === 'running' || state === 'starting' || state === 'unhealthy';
}

const GAP = '  ';

function columnsThatFit(instances: readonly InstanceStatus[], width: number): readonly Column[] {
  let shown = columns;
  const needed = () => shown.reduce((sum, column) => sum + widthOf(column, instances) + GAP.length, -GAP.length);
  while (needed() > width) {
    const next = Math.max(...shown.map(({ dropRank }) => dropRank ?? 0));
    if (next === 0) break;
    shown = shown.filter(({ dropRank }) => dropRank !== next);
  }
  return shown;
}

/** The usual width of a figure, so that columns keep their places between samples. */
const USUAL_WIDTH = 7;

function widthOf(column: Column, instances: readonly InstanceStatus[]): number {
  return Math.max(column.head.length, USUAL_WIDTH, ...instances.map((status) => column.cell(status).length));
}

function databaseLine(status: InstanceStatus | undefined, style: Style): ScreenLine[] {
  const text = status && databasesText(status);
  return text ? [{ text: `  ${text}`, paint: style.faint }] : [];
}

/** `db0 1,000 keys, 200 with an expiry; db3 5 keys`; null when there are none. */
function databasesText({ databases }: InstanceStatus): string | null {
  const parts = databases
    .filter(({ keys }) => keys > 0)
    .map(({ index, keys, expires }) => {
      const expiring = expires > 0 ? observeWords.expiresWithAnExpiry(formatCount(expires)) : '';
      return `db${index} ${counted(keys, 'key')}${expiring}`;
    });
  return parts.length > 0 ? parts.join('; ') : null;
}

function nameAndState(status: InstanceStatus): string {
  return status.state === 'running' ? status.id : `${status.id} (${stateWord(status)})`;
}

function total(status: InstanceStatus, what: 'keys' | 'expires'): string {
  // Without a total of commands the server has not replied, so its number of keys is unknown.
  if (status.commands.total === null) return UNKNOWN;
  return formatCount(status.databases.reduce((sum, database) => sum + database[what], 0));
}

function bytes(value: number | null): string {
  return value === null ? UNKNOWN : formatBytes(value);
}

function count(value: number | null): string {
  return value === null ? UNKNOWN : formatCount(value);
}
