import type { AclLogEntry, AclReport, AclUser } from '../../../../shared/contract/server.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { formatDuration } from '../../format/format.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import { refusalLine } from './refusal-line.ts';
import * as serverWords from './words.ts';

/** Users, and the commands that the server refused. @param width of the terminal, in characters */
export function aclLines({ id, ownUser, users, userCount, log }: AclReport, width: number, style: Style): string[] {
  const own = escapeControls(ownUser ?? serverWords.unknownUser);
  const lines = [style.strong(serverWords.usersOfId(id, counted(userCount, 'user'), own))];
  if (users.refused) lines.push(style.attention(refusalLine(users.refused)));
  if (users.value && users.value.length > 0) {
    const table = tableLines(userColumns, users.value, width);
    lines.push('', style.strong(table.head), ...table.rows);
  }
  lines.push('', style.strong(serverWords.refusedCommands));
  if (log.refused) return [...lines, style.attention(refusalLine(log.refused))];
  if (!log.value || log.value.length === 0) return [...lines, serverWords.nothingRefused];
  const table = tableLines(logColumns, log.value, width);
  return [...lines, style.strong(table.head), ...table.rows];
}

const userColumns: readonly TableColumn<AclUser>[] = [
  { head: serverWords.user, cell: ({ name }) => escapeControls(name) },
  { head: serverWords.enabled, cell: ({ enabled }) => (enabled ? serverWords.yes : serverWords.no) },
  { head: serverWords.password, cell: passwordOf },
  { head: serverWords.keys, cell: ({ keys }) => escapeControls(keys) || '—', dropRank: 2 },
  { head: serverWords.channels, cell: ({ channels }) => escapeControls(channels) || '—', dropRank: 3 },
  { head: serverWords.commandsRules, cell: ({ commands }) => escapeControls(commands) || '—', dropRank: 1 },
];

function passwordOf({ noPassword, passwords }: AclUser): string {
  return noPassword ? serverWords.noPassword : counted(passwords, 'password');
}

const logColumns: readonly TableColumn<AclLogEntry>[] = [
  { head: serverWords.last, cell: ({ ageSeconds }) => serverWords.ago(formatDuration(ageSeconds)) },
  { head: serverWords.times, cell: (entry) => formatCount(entry.count), right: true },
  { head: serverWords.reason, cell: ({ reason }) => escapeControls(reason) },
  { head: serverWords.user, cell: ({ user }) => escapeControls(user) },
  { head: serverWords.object, cell: ({ object }) => escapeControls(object) || '—' },
  { head: serverWords.context, cell: ({ context }) => escapeControls(context), dropRank: 2 },
  { head: serverWords.client, cell: ({ client }) => escapeControls(client), dropRank: 1 },
];
