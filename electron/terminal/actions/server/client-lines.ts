import type { ClientsReport, ConnectedClient } from '../../../../shared/contract/server.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { alignPairs, formatDuration } from '../../format/format.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import * as serverWords from './words.ts';

/** The clients of other programs, largest memory first. @param width of the terminal, in characters */
export function clientLines({ id, total, own, limit, clients }: ClientsReport, width: number, style: Style): string[] {
  const others = clients.filter((client) => !client.own);
  const ofLimit = limit === null ? '' : serverWords.ofLimit(formatCount(limit));
  const title = serverWords.clientsOfId(id, counted(total, 'client'), ofLimit, counted(own, serverWords.connection));
  if (others.length === 0) return [style.strong(title)];
  const { head, rows } = tableLines(columns, others, width);
  return [style.strong(title), '', style.strong(head), ...rows, '', style.faint(serverWords.showsOthersFirst)];
}

/** One client, before a question about it. */
export function clientFacts(client: ConnectedClient): string[] {
  const { address, library, command, ageSeconds, idleSeconds } = client;
  return alignPairs(
    [
      [serverWords.program, who(client)],
      [serverWords.address, address],
      [serverWords.library, library],
      [serverWords.command, command],
      [serverWords.age, formatDuration(ageSeconds)],
      [serverWords.idle, formatDuration(idleSeconds)],
    ].flatMap(([name = '', value = '']): [string, string][] => (value === '' ? [] : [[name, escapeControls(value)]])),
  );
}

function who({ program, name, own }: ConnectedClient): string {
  if (own) return serverWords.thisApp;
  return [name, program].filter((part) => part).join(', ') || '—';
}

const columns: readonly TableColumn<ConnectedClient>[] = [
  { head: serverWords.id, cell: ({ id }) => String(id), right: true },
  { head: serverWords.program, cell: (client) => escapeControls(who(client)) },
  { head: serverWords.address, cell: ({ address }) => escapeControls(address), dropRank: 3 },
  { head: serverWords.library, cell: ({ library }) => escapeControls(library) || '—', dropRank: 5 },
  { head: serverWords.role, cell: ({ role }) => role, dropRank: 4 },
  { head: serverWords.db, cell: ({ database }) => String(database), right: true, dropRank: 6 },
  { head: serverWords.command, cell: ({ command }) => escapeControls(command) || '—', dropRank: 1 },
  { head: serverWords.age, cell: ({ ageSeconds }) => formatDuration(ageSeconds), right: true, dropRank: 7 },
  { head: serverWords.idle, cell: ({ idleSeconds }) => formatDuration(idleSeconds), right: true },
  { head: serverWords.output, cell: ({ outputBytes }) => formatBytes(outputBytes), right: true, dropRank: 2 },
  {
    head: serverWords.memory,
    cell: ({ memoryBytes }) => (memoryBytes === null ? '—' : formatBytes(memoryBytes)),
    right: true,
  },
];
