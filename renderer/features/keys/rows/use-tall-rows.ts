import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type CSSProperties, useCallback, useMemo, useRef, useState } from 'react';
import { useStable } from '../../../lib/use-stable.ts';
import { elementHeight, moved, type Position, placed, topShowing } from './tall-scroll.ts';

/** How many rows are rendered above and below the viewport. */
const OVERSCAN = 6;
/** How many rows are rendered beyond `pageRows`, at most. */
export const SPARE_ROWS = 2 * OVERSCAN + 4;
/** Far more than are drawn at once. */
const MAX_STYLES = 1000;

export interface TallRows {
  /** The ref of the scrolled element. */
  readonly scrollRef: (element: HTMLElement | null) => void;
  /** The drawn rows, from `first` to `last`. */
  readonly first: number;
  readonly last: number;
  /** px; of the element that holds the rows. */
  readonly height: number;
  readonly styleOf: (row: number) => CSSProperties;
  readonly show: (row: number) => void;
  /** Moves a row that is off screen to the middle. */
  readonly reveal: (row: number) => void;
  /** Whether the height of the scrolled element is known. */
  readonly isMeasured: boolean;
  /** Whole rows that fit. */
  readonly pageRows: number;
}

/**
 * Renders only the rows on screen, for any number of rows of the same height.
 * @param headHeight px; of a header that stays at the top of the scrolled element
 */
export function useTallRows(count: number, rowHeight: number, headHeight = 0): TallRows {
  const scrolledElement = useRef<HTMLElement | null>(null);
  const { ref: sizeRef, height } = useElementSize();
  const viewport = Math.max(0, height - headHeight);
  const [position, setPosition] = useState<Position>({ top: 0, scrollTop: 0 });
  const heights = { full: count * rowHeight, viewport };
  const now = useRef(position);
  const go = (next: Position) => {
    now.current = next;
    setPosition(next);
  };
  const onScroll = useStable(() => {
    const scrollTop = scrolledElement.current?.scrollTop ?? 0;
    // The event of our own scrolling.
    if (Math.abs(scrollTop - now.current.scrollTop) < 1) return;
    go(moved(heights, now.current, scrollTop));
  });
  const listenRef = useCallback(
    (element: HTMLElement | null) => {
      scrolledElement.current = element;
      element?.addEventListener('scroll', onScroll, { passive: true });
      return () => element?.removeEventListener('scroll', onScroll);
    },
    [onScroll],
  );
  const scrollRef = useMergedRef(listenRef, sizeRef);
  // For a list that became shorter, the browser scrolls by itself, with its event after this.
  const lastTop = Math.max(0, heights.full - viewport);
  const top = Math.min(position.top, lastTop);

  const moveTo = (wanted: number) => {
    const next = placed(heights, now.current, wanted);
    if (next.top === now.current.top) return;
    go(next);
    if (scrolledElement.current) scrolledElement.current.scrollTop = next.scrollTop;
  };
  const topFor = (row: number) => topShowing(row, rowHeight, Math.min(now.current.top, lastTop), viewport);
  const show = useStable((row: number) => moveTo(topFor(row)));
  const reveal = useStable((row: number) => {
    if (topFor(row) !== Math.min(now.current.top, lastTop)) moveTo((row + 0.5) * rowHeight - viewport / 2);
  });
  const shift = position.scrollTop - position.top;
  const styleOf = useMemo(() => stylesOf(rowHeight, shift), [rowHeight, shift]);
  return {
    scrollRef,
    first: Math.max(0, Math.floor(top / rowHeight) - OVERSCAN),
    last: Math.min(count - 1, Math.ceil((top + viewport) / rowHeight) + OVERSCAN),
    height: elementHeight(heights.full),
    styleOf,
    show,
    reveal,
    isMeasured: viewport > 0,
    pageRows: Math.max(1, Math.floor(viewport / rowHeight) - 1),
  };
}

/** Gives a row the same object each time, so that memoized rows are not rendered again. */
function stylesOf(rowHeight: number, shift: number): (row: number) => CSSProperties {
  const known = new Map<number, CSSProperties>();
  return (row) => {
    const found = known.get(row);
    if (found) return found;
    if (known.size >= MAX_STYLES) known.clear();
    const style = { transform: `translateY(${row * rowHeight + shift}px)`, height: rowHeight };
    known.set(row, style);
    return style;
  };
}
