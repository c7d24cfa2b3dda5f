import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { KeyItem } from '../../../../shared/contract/keyspace.ts';
import { useNow } from '../../../lib/now.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { isMatching, type ShownFilter } from '../model/key-filter.ts';
import { expiresIn } from '../model/key-words.ts';
import type { KeysPlace } from '../model/keys-address.ts';
import { Part } from '../rows/part.tsx';
import { rowForKey } from '../rows/row-for-key.ts';
import rowClasses from '../rows/rows.module.css';
import { drawnRows } from '../rows/tall-scroll.ts';
import { SPARE_ROWS, type TallRows } from '../rows/use-tall-rows.ts';
import * as listWords from '../words/list.ts';
import classes from './key-list.module.css';
import { KeyListHead } from './key-list-head.tsx';
import { KeyRow } from './key-row.tsx';
import { extendedKeys, keyId, noKeys, type SelectedKeys, toggledKey } from './key-selection.ts';
import type { KeyPages, KeySort } from './use-key-pages.ts';

/** px; the head as `--table-head-height`. */
export const KEY_ROW_HEIGHT = 30;
export const KEY_HEAD_HEIGHT = 32;
/** A narrower list omits the type, px. */
const NARROW = 380;

interface KeyListProps {
  readonly pages: KeyPages;
  readonly rows: TallRows;
  readonly place: KeysPlace;
  readonly filter: ShownFilter;
  readonly separator: string;
  readonly sort: KeySort;
  readonly onSort: (sort: KeySort) => void;
  readonly stale: boolean;
  readonly showsDatabase: boolean;
  /** Null if keys cannot be changed: no checkboxes. */
  readonly selection: { readonly keys: SelectedKeys; readonly set: (keys: SelectedKeys) => void } | null;
  /** The row of the key that a link has opened; null if unknown. */
  readonly openedAt: number | null;
  readonly onOpen: (item: KeyItem) => void;
  readonly onDelete: (item: KeyItem) => void;
  /** Shown in place of the rows: empty, failed, loading. */
  readonly instead: ReactNode;
}

/** The keys of the selected folder. Draws only those on screen. */
export function KeyList(props: KeyListProps) {
  const { pages, rows, place, filter, separator, selection, instead } = props;
  const { styleOf, show } = rows;
  const total = pages.total ?? 0;
  const now = useNow();
  const grid = useId();
  const [active, setActive] = useState(0);
  const anchor = useRef(0);
  const { openedAt } = props;
  useEffect(() => {
    if (openedAt === null) return;
    setActive(openedAt);
    anchor.current = openedAt;
  }, [openedAt]);
  const { ref: widthRef, width } = useElementSize();
  const sizes = useMergedRef(rows.scrollRef, widthRef);
  const opened = place.key && keyId({ database: place.key.database, key: place.key.name });

  const press = useStable((row: number, how: 'open' | 'toggle' | 'extend') => {
    setActive(row);
    const item = pages.itemAt(row);
    if (!item) return;
    if (how === 'open' || !selection) props.onOpen(item);
    else if (how === 'toggle') selection.set(toggledKey(selection.keys, item));
    else selection.set(extendedKeys(selection.keys, pages.itemAt, anchor.current, row));
    if (how !== 'extend') anchor.current = row;
  });
  const move = (row: number, extend: boolean) => {
    setActive(row);
    show(row);
    if (extend && selection) selection.set(extendedKeys(selection.keys, pages.itemAt, anchor.current, row));
    else anchor.current = row;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const to = rowForKey(event.key, { active, total, pageRows: rows.pageRows });
    const item = pages.itemAt(active);
    if (to !== undefined) move(to, event.shiftKey);
    else if (event.key === 'Enter') press(active, 'open');
    else if (event.key === ' ') press(active, 'toggle');
    else if (event.key === 'Escape' && selection && selection.keys.size > 0) selection.set(noKeys);
    else if (event.key === 'Delete' && item) props.onDelete(item);
    else return;
    event.preventDefault();
  };
  const shownRows = drawnRows(rows);
  const pool = rows.pageRows + SPARE_ROWS;
  const loaded = shownRows.map(pages.itemAt).filter((item) => item !== undefined);
  const chosen = loaded.filter((item) => selection?.keys.has(keyId(item))).length;
  return (
    <section
      className={classes.list}
      aria-label={listWords.listOfKeys}
      data-stale={props.stale || undefined}
      style={{ '--tracks': tracksOf(selection !== null, width) } as CSSProperties}
      data-narrow={width < NARROW || undefined}
    >
      {instead ?? (
        <Part
          role="grid"
          tabIndex={0}
          aria-label={listWords.keys}
          aria-rowcount={total + 1}
          aria-multiselectable={selection !== null}
          aria-activedescendant={shownRows.includes(active) ? `${grid}-${active}` : undefined}
          className={rowClasses.grid}
          ref={sizes}
          onKeyDown={onKeyDown}
        >
          <KeyListHead
            database={place.database}
            prefix={place.prefix}
            direct={place.direct}
            total={pages.total}
            sizeBytes={pages.sizeBytes}
            matching={isMatching(filter)}
            sort={props.sort}
            onSort={props.onSort}
            selectable={selection !== null}
            allSelected={loaded.length > 0 && chosen === loaded.length ? true : chosen > 0 ? 'some' : false}
            onSelectAll={() => selection?.set(chosen > 0 ? noKeys : new Map(loaded.map((item) => [keyId(item), item])))}
          />
          <Part className={rowClasses.rows} style={{ height: rows.height }} role="rowgroup">
            {shownRows.map((row) => {
              const item = pages.itemAt(row);
              const id = item && keyId(item);
              const expiry = item ? expiresIn(item.expiresAt, now) : null;
              return (
                <KeyRow
                  // A row that scrolls in reuses the elements of one that scrolls out.
                  key={row % pool}
                  id={`${grid}-${row}`}
                  row={row}
                  item={item}
                  style={styleOf(row)}
                  separator={separator}
                  showsDatabase={props.showsDatabase}
                  isActive={row === active}
                  isOpen={id !== undefined && id === opened}
                  isSelected={id !== undefined && selection?.keys.has(id) === true}
                  selectable={selection !== null}
                  expiresIn={expiry?.words ?? null}
                  expiryTone={expiry?.past ? 'past' : expiry?.soon ? 'soon' : undefined}
                  onPress={press}
                />
              );
            })}
          </Part>
        </Part>
      )}
    </section>
  );
}

function tracksOf(selectable: boolean, width: number): string {
  const columns = ['minmax(0, 1fr)', width > 0 && width < NARROW ? '0px' : '64px', '58px', '74px'];
  return [...(selectable ? ['16px'] : []), ...columns].join(' ');
}
