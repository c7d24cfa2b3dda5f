import type { ComparedKey, Comparison, DifferenceCounts } from '../../../../shared/contract/compare.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { alignPairs, formatTime } from '../../format/format.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import { cut, more, shownKey } from './inspect-lines.ts';
import { sourceName } from './key-source.ts';
import * as keysWords from './words.ts';

/** Both sides, and how many keys differ. */
export function comparedHeadLines(
  { before, after, sides, warnings }: Comparison,
  counts: DifferenceCounts,
  style: Style,
  now = Date.now(),
): string[] {
  const { added, removed, changed, expiryOnly, same, expired } = counts;
  const sideLine = (source: Comparison['before'], side: Comparison['sides']['before']) => {
    const name = escapeControls(sourceName(source));
    if (side === null) return name;
    const by = side.method === 'file' ? name : keysWords.sideMethod(name, side.method);
    const keys = counted(side.keys, 'key');
    return side.at === null
      ? keysWords.sideWithoutTime(by, keys)
      : keysWords.sideAt(by, keys, formatTime(side.at, now));
  };
  const removedText =
    expired > 0 ? keysWords.expiredByThemselves(formatCount(removed), formatCount(expired)) : formatCount(removed);
  const pairs: [string, string][] = [
    ['before', sideLine(before, sides.before)],
    ['after', sideLine(after, sides.after)],
    ['added', formatCount(added)],
    ['removed', removedText],
    ['changed', formatCount(changed)],
    ['expiry only', formatCount(expiryOnly)],
    ['same', formatCount(same)],
  ];
  for (const warning of warnings) pairs.push(['warning', style.attention(warning)]);
  return [...alignPairs(pairs), ''];
}

const signs: Readonly<Record<ComparedKey['change'], string>> = {
  added: '+ added',
  removed: '- removed',
  changed: '~ changed',
  expiry: '~ expiry',
  same: '= same',
};

const columns: readonly TableColumn<ComparedKey>[] = [
  { head: 'CHANGE', cell: ({ change }) => signs[change] },
  { head: 'DB', cell: ({ database }) => String(database), right: true, dropRank: 2 },
  { head: 'KEY', cell: ({ key }) => cut(shownKey(key)) },
  { head: 'TYPE', cell: typeCell },
  { head: 'BEFORE', cell: ({ before }) => sizeCell(before), right: true, dropRank: 1 },
  { head: 'AFTER', cell: ({ after }) => sizeCell(after), right: true, dropRank: 1 },
];

function typeCell({ before, after }: ComparedKey): string {
  const [first, second] = [before?.type, after?.type];
  return first !== undefined && second !== undefined && first !== second
    ? `${first} > ${second}`
    : (first ?? second ?? '');
}

function sizeCell(state: ComparedKey['before']): string {
  return state === null ? '-' : formatBytes(state.sizeBytes);
}

export function comparedItemLines(items: readonly ComparedKey[], total: number, style: Style, width: number): string[] {
  if (total === 0) return [keysWords.noDifferences];
  const { head, rows } = tableLines(columns, items, width);
  return [style.strong(head), ...rows, ...more(items.length, total, 'difference', style)];
}
