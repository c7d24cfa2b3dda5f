import { showDone, showFailure } from '../../../client/toasts.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import * as frameWords from '../words/frame.ts';

type Cell = string | number | null;

/** Lines as CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvLines(lines: readonly (readonly Cell[])[]): string {
  return lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Copies a table. A toast shows the result. @param what the name of the table, at the start of a sentence */
export async function copyCsv(what: string, lines: readonly (readonly Cell[])[]): Promise<void> {
  try {
    await copyText(csvLines(lines));
    showDone(frameWords.copiedAsCsv(what));
  } catch (error) {
    showFailure(frameWords.copyTheTable(what), error, () => void copyCsv(what, lines));
  }
}
