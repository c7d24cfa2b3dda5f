import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyFolder, KeyItem, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { markBackslashes } from '../../../../shared/format/mark-backslashes.ts';
import { alignPairs, formatDuration, formatTime } from '../../format/format.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import { sourceName } from './key-source.ts';
import * as keysWords from './words.ts';

/** Longer keys are truncated in a table; `--json` has them in full. */
const LONGEST_KEY = 120;

/** `key`, or `keyBase64` if it is not UTF-8. */
export function keyField(key: Bytes, name = 'key'): Record<string, string> {
  return 'text' in key ? { [name]: key.text } : { [`${name}Base64`]: key.base64 };
}

const BACKSLASH = 0x5c;

/** A key on one line, with escapes for bytes that are not text, as redis-cli prints it. */
export function shownKey(key: Bytes): string {
  if ('text' in key) return escapeControls(markBackslashes(key.text));
  const bytes = [...Buffer.from(key.base64, 'base64')];
  return bytes
    .map((byte) =>
      byte === BACKSLASH
        ? '\\\\'
        : byte > 0x1f && byte < 0x7f
          ? String.fromCharCode(byte)
          : `\\x${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}

/** The source, its counts and its warnings. */
export function headLines(space: KeySpace, matched: number, style: Style, now = Date.now()): string[] {
  const { source, keys, databases, sizeBytes, redisVersion, savedAt, warnings, checksum, live } = space;
  const expired = databases.reduce((sum, one) => sum + one.expired, 0);
  const pairs: [string, string][] = [
    [
      'keys',
      `${formatCount(keys)}, ${formatBytes(sizeBytes)}${matched === keys ? '' : keysWords.matchedMatch(formatCount(matched))}`,
    ],
  ];
  for (const { index, keys: count, expires } of databases) {
    pairs.push([`db${index}`, keysWords.countedExpiresWithAnExpiry(counted(count, 'key'), formatCount(expires))]);
  }
  if (expired > 0) pairs.push(['expired', keysWords.countedARestoreDropsThem(counted(expired, 'key'))]);
  if (redisVersion !== null) pairs.push(['redis', redisVersion]);
  if (savedAt !== null) pairs.push(['saved', formatTime(savedAt, now)]);
  if (checksum !== null && live === null) pairs.push(['checksum', checksum]);
  if (live !== null) {
    const method = live.method === 'scan' ? 'SCAN' : live.method;
    pairs.push([keysWords.readBy, live.reason === null ? method : `${method}: ${live.reason}`]);
  }
  for (const warning of warnings) pairs.push(['warning', style.attention(warning)]);
  return [style.strong(escapeControls(sourceName(source))), ...alignPairs(pairs), ''];
}

function itemColumns(now: number): readonly TableColumn<KeyItem>[] {
  return [
    { head: 'DB', cell: ({ database }) => String(database), right: true, dropRank: 2 },
    { head: 'KEY', cell: ({ key }) => cut(shownKey(key)) },
    { head: 'TYPE', cell: ({ type }) => type },
    { head: 'ENCODING', cell: ({ encoding }) => encoding, dropRank: 3 },
    { head: 'EXPIRES', cell: ({ expiresAt }) => expiryOf(expiresAt, now), dropRank: 1 },
    { head: 'SIZE', cell: ({ sizeBytes }) => formatBytes(sizeBytes), right: true },
  ];
}

export function itemLines(
  items: readonly KeyItem[],
  total: number,
  style: Style,
  width: number,
  now: number,
): string[] {
  if (items.length === 0) return [keysWords.noKeysMatch];
  const { head, rows } = tableLines(itemColumns(now), items, width);
  return [style.strong(head), ...rows, ...more(items.length, total, 'key', style)];
}

const folderColumns: readonly TableColumn<KeyFolder>[] = [
  { head: 'DB', cell: ({ database }) => String(database), right: true, dropRank: 1 },
  { head: 'PREFIX', cell: ({ prefix }) => cut(shownKey(prefix)) },
  { head: 'KEYS', cell: ({ keys }) => formatCount(keys), right: true },
  { head: 'SIZE', cell: ({ sizeBytes }) => formatBytes(sizeBytes), right: true },
];

export function folderLines(
  folders: readonly KeyFolder[],
  total: { readonly folders: number; readonly keys: number },
  style: Style,
  width: number,
): string[] {
  if (folders.length === 0) return [keysWords.noFoldersHereCounted(counted(total.keys, 'key'))];
  const { head, rows } = tableLines(folderColumns, folders, width);
  return [style.strong(head), ...rows, ...more(folders.length, total.folders, 'folder', style)];
}

export function more(shown: number, total: number, noun: string, style: Style): string[] {
  if (shown >= total) return [];
  return [style.faint(keysWords.shownOfCountedLimit0Lists(formatCount(shown), counted(total, noun)))];
}

function expiryOf(expiresAt: string | null, now: number): string {
  if (expiresAt === null) return 'never';
  const left = (Date.parse(expiresAt) - now) / 1000;
  return left <= 0 ? 'past' : keysWords.inLeft(formatDuration(left));
}

export function cut(text: string): string {
  if (text.length <= LONGEST_KEY) return text;
  // Not between the halves of a surrogate pair.
  return `${text.slice(0, LONGEST_KEY - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
