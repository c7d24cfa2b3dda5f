import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { counted } from '../../lib/counted.ts';
import { useStore } from '../../lib/store.ts';
import { useStable } from '../../lib/use-stable.ts';
import { relativeTimes, wrapLines } from './log-actions.ts';
import type { LogEntry } from './log-entry.ts';
import classes from './log-list.module.css';
import { LogRow } from './log-row.tsx';
import { moveBy } from './move-by.ts';
import type { SelectedLines } from './use-selected-lines.ts';
import * as logsWords from './words.ts';

/** px, as in the style sheet. */
const ROW_HEIGHT = 20;
/** A distance to the end that counts as the end, px. */
const NEAR_END = 4;

interface LogListProps {
  readonly label: string;
  readonly entries: readonly LogEntry[];
  readonly following: boolean;
  readonly onFollow: (following: boolean) => void;
  /** The number of new lines since following stopped. */
  readonly missed: number;
  readonly stale: boolean;
  readonly selected: SelectedLines;
  readonly onCopy: () => void;
  /** The index of the current match; null: none. */
  readonly found: number | null;
  /** Texts to highlight, joined by newlines. */
  readonly marked: string;
}

/** The virtualized list of lines. It follows the end until the user scrolls up. */
export function LogList(props: LogListProps) {
  const { label, entries, following, onFollow, missed, stale, selected, found, marked } = props;
  const scroll = useRef<HTMLDivElement | null>(null);
  const lastTop = useRef(0);
  const wrap = useStore(wrapLines);
  const relative = useStore(relativeTimes);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => entries[index]?.number ?? index,
    overscan: 16,
  });
  const height = virtual.getTotalSize();

  // biome-ignore lint/correctness/useExhaustiveDependencies: more lines or another height move the end
  useLayoutEffect(() => {
    const list = scroll.current;
    if (following && list) list.scrollTop = list.scrollHeight;
  }, [following, entries, height, wrap]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: wrapping changes the measured heights
  useEffect(() => virtual.measure(), [wrap]);

  useEffect(() => {
    if (found !== null) virtual.scrollToIndex(found, { align: 'center' });
  }, [found, virtual]);

  const onScroll = () => {
    const list = scroll.current;
    if (!list) return;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight <= NEAR_END;
    const up = list.scrollTop < lastTop.current;
    const down = list.scrollTop > lastTop.current;
    lastTop.current = list.scrollTop;
    if (following && up && !atEnd) onFollow(false);
    if (!following && down && atEnd) onFollow(true);
  };

  const onKeyDown = useStable((event: React.KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key === 'a') selected.selectAll();
    else if (mod && event.key === 'c' && selected.count > 0 && window.getSelection()?.isCollapsed !== false)
      props.onCopy();
    else if (event.key === 'Escape') selected.clear();
    else if (event.key === 'End' && !event.shiftKey) onFollow(true);
    else {
      const height = scroll.current?.clientHeight ?? 0;
      const at = entries.findIndex(({ number }) => number === selected.active);
      const to = moveBy(event.key, at, entries.length, Math.max(1, Math.floor(height / ROW_HEIGHT) - 1));
      const entry = to === null ? undefined : entries[to];
      if (to === null || !entry) return;
      onFollow(false);
      selected.select(entry.number, event.shiftKey);
      virtual.scrollToIndex(to);
    }
    event.preventDefault();
  });
  const select = useStable((number: number, extend: boolean) => selected.select(number, extend));

  const maxLength = wrap ? 0 : entries.reduce((max, entry) => Math.max(max, lengthOf(entry)), 0);
  return (
    <div className={classes.frame}>
      <div
        ref={scroll}
        role="listbox"
        aria-multiselectable="true"
        aria-label={label}
        aria-activedescendant={selected.active === null ? undefined : `log-line-${selected.active}`}
        tabIndex={0}
        className={classes.scroll}
        data-stale={stale || undefined}
        data-days={!relative && entries.some(isOfAnotherDay) ? true : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div className={classes.lines} role="presentation" style={{ height, width: `${maxLength + 40}ch` }}>
          {virtual.getVirtualItems().map((item) => {
            const entry = entries[item.index];
            if (!entry) return null;
            return (
              <LogRow
                key={item.key}
                entry={entry}
                index={item.index}
                of={entries.length}
                top={item.start}
                selected={selected.has(entry.number)}
                active={selected.active === entry.number}
                found={found === item.index}
                wrap={wrap}
                relative={relative}
                marked={marked}
                measure={wrap ? virtual.measureElement : undefined}
                onSelect={select}
              />
            );
          })}
        </div>
      </div>
      {!following && (
        <Button
          className={classes.more ?? ''}
          leftSection={<IconArrowDown size={14} />}
          onClick={() => {
            onFollow(true);
            scroll.current?.focus();
          }}
        >
          {missed === 0 ? logsWords.jumpToLatest : counted(missed, 'newLine')}
        </Button>
      )}
    </div>
  );
}

/** Lines of another day show the date, which needs a wider column. Lines are in order, so the first 100 are enough. */
function isOfAnotherDay(entry: LogEntry, index: number): boolean {
  if (index > 100 || entry.kind === 'note' || entry.line.at === null) return false;
  return new Date(entry.line.at).toDateString() !== new Date().toDateString();
}

function lengthOf(entry: LogEntry): number {
  return entry.kind === 'line' ? entry.line.text.length : entry.text.length;
}
