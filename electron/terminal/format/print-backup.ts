import type { Backup, BackupContents, BackupVerification, FoundData } from '../../../shared/contract/backup.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../shared/format/count.ts';
import { alignPairs, formatAge, formatTime } from './format.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';
import * as formatWords from './words.ts';

/** A backup as a few lines. */
export function backupLines(backup: Backup, style: Style, now: number): string[] {
  const { kind, file, sizeBytes, keys, redisVersion, proof, note, contents } = backup;
  const pairs: [string, string][] = [
    ['taken', formatTime(backup.createdAt, now)],
    ['kind', `${kind}, ${formatBytes(sizeBytes)}, ${file}`],
    ['keys', keys === null ? formatWords.notCountedYet : keysOf(backup)],
    ['state', verificationText(proof, style, now)],
  ];
  if (redisVersion !== null) pairs.push(['redis', redisVersion]);
  if (note !== null) pairs.push(['note', note]);
  if (contents !== null && contents.found.length > 0) {
    for (const [index, found] of contents.found.entries()) {
      const mark = contents.found.length > 1 && found.path === contents.path ? formatWords.thisOneIsLoaded : '';
      pairs.push([index === 0 ? 'found' : '', `${foundLine(found, now)}${mark}`]);
    }
    const reason = decisions[contents.decidedBy];
    if (reason !== null) pairs.push(['decided', reason]);
  }
  for (const warning of contents?.warnings ?? []) pairs.push(['warning', style.attention(warning)]);
  if (backup.damaged) pairs.push(['damaged', style.danger(backup.damage ?? '')]);
  return [style.strong(backup.name), ...alignPairs(pairs)];
}

/** Why one of several data sets is used; null if there is nothing to explain. */
const decisions: Readonly<Record<BackupContents['decidedBy'], string | null>> = {
  only: null,
  server: null,
  'redis.conf': formatWords.chosenByRedisConf,
  dates: formatWords.chosenByDates,
  choice: formatWords.chosenByTheUser,
};

/** One data set of a file, on one line. */
export function foundLine({ form, path, keys, sizeBytes, modifiedAt }: FoundData, now: number): string {
  const facts = [
    form === 'rdb' ? 'RDB' : 'AOF',
    keys === null ? null : counted(keys, 'key'),
    formatBytes(sizeBytes),
    modifiedAt === null ? null : formatTime(modifiedAt, now),
  ];
  return `${path}: ${facts.filter((fact) => fact !== null).join(', ')}`;
}

function keysOf({ keys, databases }: Backup): string {
  const each = (databases ?? []).map(({ index, keys: count }) => `db${index} ${formatCount(count)}`).join(', ');
  return each === '' ? formatCount(keys ?? 0) : `${formatCount(keys ?? 0)} (${each})`;
}

function verificationText(proof: BackupVerification | null, style: Style, now: number): string {
  if (proof === null) return formatWords.notVerified;
  const when = formatTime(proof.at, now);
  return proof.ok
    ? `${style.good('verified')} ${when}: ${proof.message}`
    : `${style.danger('FAILED')} ${when}: ${proof.message}`;
}

const columns = (now: number): readonly TableColumn<Backup>[] => [
  { head: 'NAME', cell: ({ name }) => name },
  { head: 'KIND', cell: ({ kind }) => kind, dropRank: 3 },
  { head: 'REASON', cell: ({ reason }) => reason, dropRank: 2 },
  {
    head: 'TAKEN',
    cell: ({ createdAt }) => formatTime(createdAt, now),
    short: ({ createdAt }) => formatAge(createdAt, now),
    dropRank: 4,
  },
  { head: 'SIZE', cell: ({ sizeBytes }) => formatBytes(sizeBytes), right: true },
  { head: 'KEYS', cell: ({ keys }) => (keys === null ? '—' : formatCount(keys)), right: true, dropRank: 1 },
  { head: 'STATE', cell: stateOf },
];

/**
 * A table, one line per backup, with the reason below a damaged one. @param width of the terminal: columns that do not
 * fit are dropped
 */
export function backupTable(backups: readonly Backup[], style: Style, now: number, width: number): string[] {
  if (backups.length === 0) return [formatWords.thereAreNoBackupsYetAction];
  const { head, rows } = tableLines(columns(now), backups, width);
  const lines = [style.strong(head)];
  for (const [index, backup] of backups.entries()) {
    lines.push(rows[index] ?? '');
    if (backup.damaged) lines.push(style.danger(formatWords.damagedDamage(backup.damage)));
    else if (backup.proof?.ok === false) lines.push(style.danger(`  ${backup.proof.message}`));
    if (backup.note !== null) lines.push(style.faint(`  ${backup.note}`));
  }
  const total = backups.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [...lines, style.faint(`${counted(backups.length, 'backup')}, ${formatBytes(total)}`)];
}

function stateOf({ damaged, proof, pinned }: Backup): string {
  const state = damaged ? 'DAMAGED' : proof === null ? formatWords.notVerified : proof.ok ? 'verified' : 'FAILED';
  return pinned ? formatWords.statePinned(state) : state;
}
