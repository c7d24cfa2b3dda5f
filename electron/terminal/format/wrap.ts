/** Colour codes take no room; every other escape character was escaped before. */
const colour = /\p{Cc}\[\d+m/gu;

/** The number of columns of a printable line. */
export function shownWidth(line: string): number {
  return line.replace(colour, '').length;
}

/** Below this nothing is readable: a narrower terminal wraps by itself. */
const MIN_WIDTH = 20;

/**
 * Wraps a printable line, only at spaces: a path or URL that is too long stays whole, so that it can be copied.
 * Continuation lines are indented like the value of a `name  value` line, otherwise like the line.
 */
export function wrapLine(line: string, width: number): string[] {
  if (width < MIN_WIDTH || shownWidth(line) <= width) return [line];
  const indent = hangingIndent(line, width);
  const lines: string[] = [];
  let current = '';
  for (const [index, word] of line.split(/(?<=\S)(?= )/).entries()) {
    if (index > 0 && shownWidth(current) + shownWidth(word) > width) {
      lines.push(current);
      current = `${' '.repeat(indent)}${word.trimStart()}`;
    } else current += word;
  }
  return [...lines, current];
}

/** The start of the second column if it is in the left half; otherwise the line's own indent. */
function hangingIndent(line: string, width: number): number {
  const bare = line.replace(colour, '');
  const [column = ''] = /^ *(?:\d+\. |! |\S.*? {2,})/.exec(bare) ?? [];
  if (column.length > 0 && column.length <= width / 2) return column.length;
  return Math.min(/^ */.exec(bare)?.[0].length ?? 0, width / 2);
}

/** A printable line without colours, cut to the width with an ellipsis. */
export function cutLine(line: string, width: number, utf8: boolean): string {
  if (line.length <= width) return line;
  const sign = utf8 ? '…' : '...';
  return `${line.slice(0, Math.max(0, width - sign.length))}${sign}`.slice(0, Math.max(0, width));
}
