import { scrollable } from '../rows/part.tsx';
import { drawnRows } from '../rows/tall-scroll.ts';
import { useTallRows } from '../rows/use-tall-rows.ts';
import * as viewersWords from '../words/viewers.ts';
import classes from './bytes-viewer.module.css';
import { hexRow } from './formats.ts';

/** px */
const ROW_HEIGHT = 18;
/** How many rows an inline dump shows without scrolling. */
const INLINE_ROWS = 12;

interface HexViewProps {
  readonly raw: Uint8Array;
  /** The offset of the first byte in the value. */
  readonly from: number;
  readonly inline: boolean;
}

/** A hex dump. Renders only the rows on screen. */
export function HexView({ raw, from, inline }: HexViewProps) {
  const total = Math.ceil(raw.length / 16);
  const rows = useTallRows(total, ROW_HEIGHT);
  const digits = Math.max(8, (from + raw.length).toString(16).length);
  const shownRows = drawnRows(rows);
  return (
    <section
      ref={rows.scrollRef}
      className={classes.hex}
      style={inline ? { height: Math.min(total, INLINE_ROWS) * ROW_HEIGHT } : undefined}
      {...scrollable}
      aria-label={viewersWords.valueAsHexadecimal}
    >
      <div style={{ height: rows.height, position: 'relative' }}>
        {shownRows.map((row) => {
          const { hex, text } = hexRow(raw, row);
          return (
            <div key={row} className={classes.hexRow} style={rows.styleOf(row)}>
              <span className="text-3">{(from + row * 16).toString(16).padStart(digits, '0')}</span>
              <span className={classes.pairs}>{hex}</span>
              <span className="text-2">{text}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
