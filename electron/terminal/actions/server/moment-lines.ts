import type { MomentReport } from '../../../../shared/contract/server.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { localTime } from '../../format/local-time.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import { eventColumns } from './latency-lines.ts';
import { entryColumns, milliseconds } from './slow-log-lines.ts';
import * as serverWords from './words.ts';

type Group = NonNullable<MomentReport['clients']>['groups'][number];

/** The records of a time range. @param width of the terminal, in characters */
export function momentLines(report: MomentReport, width: number, style: Style): string[] {
  const { id, from, to, commands, commandsFrom, commandsTo, slow, latency, clients } = report;
  const time = (at: string) => localTime(new Date(at));
  const table = <T>(title: string, columns: readonly TableColumn<T>[], rows: readonly T[]) => {
    if (rows.length === 0) return [];
    const { head, rows: lines } = tableLines(columns, rows, width);
    return ['', style.strong(title), style.faint(head), ...lines];
  };
  const ran = serverWords.commandsRan(time(commandsFrom ?? from), time(commandsTo ?? to));
  const parts = [
    ...table(ran, commandColumns, commands),
    ...table(serverWords.slowHere, entryColumns, slow),
    ...table(serverWords.latencyHere, eventColumns, latency),
    ...(clients
      ? table(serverWords.clientsAt(counted(clients.total, 'client'), time(clients.at)), groupColumns, clients.groups)
      : []),
  ];
  const title = style.strong(serverWords.momentFromTo(id, time(from), time(to)));
  return parts.length === 0 ? [title, serverWords.nothingRecorded] : [title, ...parts];
}

const commandColumns: readonly TableColumn<MomentReport['commands'][number]>[] = [
  { head: serverWords.command, cell: ({ command }) => escapeControls(command) },
  { head: serverWords.calls, cell: ({ calls }) => formatCount(calls), right: true },
  { head: serverWords.total, cell: ({ usec }) => milliseconds(usec), right: true },
];

const groupColumns: readonly TableColumn<Group>[] = [
  { head: serverWords.count, cell: ({ count }) => formatCount(count), right: true },
  { head: serverWords.client, cell: ({ name, library }) => escapeControls(name || library) || '—' },
  { head: serverWords.address, cell: ({ host }) => escapeControls(host) },
  { head: serverWords.lastCommands, cell: ({ commands }) => escapeControls(commands.join(', ')) || '—', dropRank: 1 },
  { head: serverWords.memory, cell: ({ memoryBytes }) => formatBytes(memoryBytes), right: true },
];
