import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { Treemap } from 'recharts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { bytes, count, percent } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { shown } from '../model/key-bytes.ts';
import { type KeysPlace, keysAddress } from '../model/keys-address.ts';
import { foldersTo } from '../tree/tree-nodes.ts';
import * as memoryWords from '../words/memory.ts';
import classes from './prefix-treemap.module.css';
import { areSeveral, type MemoryPrefix, prefixId, prefixWords, weightOf } from './prefix-words.ts';

/** How many cells are shown; more would be too small, so the rest is one cell. */
const MAX_CELLS = 40;

interface Cell {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly keys: number;
  readonly share: number;
  /** Null for the cell of the rest, which opens nothing. */
  readonly prefix: MemoryPrefix | null;
  readonly colour: string;
  readonly [more: string]: unknown;
}

interface PrefixTreemapProps {
  readonly prefixes: readonly MemoryPrefix[];
  readonly total: number;
  readonly place: KeysPlace;
  readonly separator: string;
}

/** The prefixes of the selected place as areas. A click opens one. */
export function PrefixTreemap({ prefixes, total, place, separator }: PrefixTreemapProps) {
  const { ref, width, height } = useElementSize();
  const [hovered, setHovered] = useState<Cell | null>(null);
  const cells = cellsOf(prefixes, total);
  const enter = (cell: Cell) => {
    const { prefix } = cell;
    if (prefix === null) return;
    const isDirect = shown(prefix.prefix) === '' || prefix.prefix === place.prefix;
    navigateTo(
      keysAddress({
        ...place,
        database: prefix.database,
        prefix: isDirect ? place.prefix : prefix.prefix,
        // A prefix with keys only has no parts: its keys are in the list.
        ...(isDirect ? { tab: 'browse' as const } : {}),
      }),
    );
  };
  return (
    <section className={classes.section} aria-label={memoryWords.memoryByPrefix}>
      <header className={classes.head}>
        <h2 className={classes.title}>{memoryWords.memoryByPrefix}</h2>
        <span className="hint">{hovered ? hoveredWords(hovered) : memoryWords.clickAPrefixToGoInto}</span>
        <Path place={place} separator={separator} />
      </header>
      <div className={classes.map} ref={ref}>
        {width > 0 && height > 0 && (
          <Treemap
            width={width}
            height={height}
            data={cells as Cell[]}
            dataKey="size"
            nameKey="name"
            isAnimationActive={false}
            content={(node) => (
              <CellView
                cell={cells.find(({ id }) => id === (node as unknown as Cell).id)}
                x={node.x}
                y={node.y}
                width={node.width}
                height={node.height}
                onEnter={enter}
                onHover={setHovered}
              />
            )}
          />
        )}
      </div>
    </section>
  );
}

function cellsOf(prefixes: readonly MemoryPrefix[], total: number): readonly Cell[] {
  const several = areSeveral(prefixes);
  const sorted = prefixes.filter((one) => weightOf(one) > 0).toSorted((one, other) => weightOf(other) - weightOf(one));
  const cells = sorted.slice(0, MAX_CELLS).map((prefix, at): Cell => {
    const size = weightOf(prefix);
    return {
      id: prefixId(prefix),
      name: prefixWords(prefix, several),
      size,
      keys: prefix.keys,
      share: size / total,
      prefix,
      colour: at < 5 ? `var(--series-${at + 1})` : 'var(--series-others)',
    };
  });
  const rest = sorted.slice(MAX_CELLS);
  if (rest.length === 0) return cells;
  const size = rest.reduce((sum, one) => sum + weightOf(one), 0);
  const keys = rest.reduce((sum, one) => sum + one.keys, 0);
  const name = memoryWords.countMore(count(rest.length));
  return [
    ...cells,
    { id: 'rest', name, size, keys, share: size / total, prefix: null, colour: 'var(--series-others)' },
  ];
}

function hoveredWords({ name, size, share, keys }: Cell): string {
  const average = keys === 0 ? '' : memoryWords.bytesEach(bytes(size / keys));
  return memoryWords.nameSizeShareKeysAverage(name, bytes(size), percent(share), count(keys), average);
}

interface CellViewProps {
  readonly cell: Cell | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly onEnter: (cell: Cell) => void;
  readonly onHover: (cell: Cell | null) => void;
}

function CellView({ cell, x, y, width, height, onEnter, onHover }: CellViewProps) {
  if (!cell || width < 1 || height < 1) return null;
  const shows = width > 64 && height > 24;
  return (
    <foreignObject x={x + 1} y={y + 1} width={Math.max(0, width - 2)} height={Math.max(0, height - 2)}>
      <button
        type="button"
        className={classes.cell}
        style={{ '--colour': cell.colour } as React.CSSProperties}
        aria-label={shows ? undefined : `${cell.name} ${bytes(cell.size)}`}
        disabled={cell.prefix === null}
        onClick={() => onEnter(cell)}
        onPointerEnter={() => onHover(cell)}
        onPointerLeave={() => onHover(null)}
        onFocus={() => onHover(cell)}
        onBlur={() => onHover(null)}
      >
        {shows && (
          <>
            <strong>{cell.name}</strong>
            <span>{bytes(cell.size)}</span>
            {width > 150 && <span className={classes.share}>{percent(cell.share, 0)}</span>}
          </>
        )}
      </button>
    </foreignObject>
  );
}

/** The path back to all keys. */
function Path({ place, separator }: { readonly place: KeysPlace; readonly separator: string }) {
  const { database, prefix } = place;
  const to = (next: { database: number | null; prefix: Bytes | null }) => () =>
    navigateTo(keysAddress({ ...place, ...next }));
  const steps =
    database === null
      ? []
      : [
          ...foldersTo(database, prefix, separator).map(([, step]) => step),
          ...(prefix ? [{ database, prefix, parent: '' }] : []),
        ];
  return (
    <nav className={classes.path} aria-label={memoryWords.prefix}>
      <button
        type="button"
        onClick={to({ database: null, prefix: null })}
        aria-current={database === null || undefined}
      >
        {memoryWords.all}
      </button>
      {steps.map((step, at) => (
        <span key={step.prefix === null ? 'database' : shown(step.prefix)}>
          <span className="text-3"> › </span>
          <button type="button" onClick={to(step)} aria-current={at === steps.length - 1 || undefined}>
            {step.prefix === null ? `db${step.database}` : shown(step.prefix)}
          </button>
        </span>
      ))}
    </nav>
  );
}
