import type { Terminal } from '../../cli/terminal.ts';

/** A line to draw: its text, and its colour, which is added after the text was cut to the width. */
export interface ScreenLine {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** Lines that are drawn in place: the terminal is not cleared, so earlier output stays. */
export interface Screen {
  readonly columns: () => number;
  /** How many lines can be redrawn. */
  readonly rows: () => number;
  draw(lines: readonly ScreenLine[]): void;
  /** Restores the cursor. The drawn lines stay. */
  close(): void;
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_LINE_END = '\u001b[K';
const ERASE_BELOW = '\u001b[J';

/** @see https://en.wikipedia.org/wiki/ANSI_escape_code#CSI_sequences */
export function createScreen(terminal: Terminal): Screen {
  let drawn: readonly number[] = [];
  let hidden = false;
  // One column stays free, because some terminals wrap a line of exactly their width.
  const columns = () => Math.max(1, terminal.drawnColumns - 1);
  // The cursor is in the line below the last one.
  const rows = () => Math.max(1, terminal.rows - 1);
  return {
    columns,
    rows,
    draw(lines) {
      const width = columns();
      const shown = lines.slice(0, rows()).map(({ text, paint }) => ({ text: terminal.drawable(text, width), paint }));
      // A window that became narrower has wrapped the lines, so they now take more rows.
      const back = drawn.reduce((sum, length) => sum + Math.max(1, Math.ceil(length / (width + 1))), 0);
      const up = back > 0 ? `\u001b[${Math.min(back, rows())}A` : '';
      const body = shown
        .map(({ text, paint }) => `${terminal.painted(paint ? paint(text) : text)}${ERASE_LINE_END}\n`)
        .join('');
      terminal.raw(`${hidden ? '' : HIDE_CURSOR}${up}\r${body}${ERASE_BELOW}`);
      hidden = true;
      drawn = shown.map(({ text }) => text.length);
    },
    close() {
      if (hidden) terminal.raw(SHOW_CURSOR);
      hidden = false;
    },
  };
}
