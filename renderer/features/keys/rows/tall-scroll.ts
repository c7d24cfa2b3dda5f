/**
 * The largest height of a scrolled element, px. Browsers limit elements to 17 to 33 million px, which ten million rows
 * exceed.
 */
export const MAX_HEIGHT = 8_000_000;

/** The heights of a list, px. */
export interface Heights {
  /** Of all rows. */
  readonly full: number;
  readonly viewport: number;
}

/** The scroll position of a list, px: `top` among all rows, `scrollTop` in the element, which may be lower. */
export interface Position {
  readonly top: number;
  readonly scrollTop: number;
}

/** The height of the scrolled element. */
export function elementHeight(full: number): number {
  return Math.min(full, MAX_HEIGHT);
}

/**
 * The position after the element was scrolled: short distances move by pixels, long ones by their share of the whole.
 */
export function moved({ full, viewport }: Heights, before: Position, scrollTop: number): Position {
  const lastTop = Math.max(0, full - viewport);
  const lastScroll = Math.max(0, elementHeight(full) - viewport);
  if (lastTop === lastScroll) return { top: scrollTop, scrollTop };
  if (scrollTop <= 0) return { top: 0, scrollTop };
  if (scrollTop >= lastScroll - 1) return { top: lastTop, scrollTop };
  const way = scrollTop - before.scrollTop;
  const top = Math.abs(way) <= viewport ? before.top + way : (scrollTop / lastScroll) * lastTop;
  return { top: Math.min(lastTop, Math.max(0, top)), scrollTop };
}

/** The position that shows the rows from `top` on. */
export function placed({ full, viewport }: Heights, before: Position, top: number): Position {
  const lastTop = Math.max(0, full - viewport);
  const lastScroll = Math.max(0, elementHeight(full) - viewport);
  const target = Math.min(lastTop, Math.max(0, top));
  if (lastTop === lastScroll) return { top: target, scrollTop: target };
  const near = before.scrollTop + target - before.top;
  const isNear = Math.abs(target - before.top) <= viewport && near > 0 && near < lastScroll - 1;
  if (isNear) return { top: target, scrollTop: near };
  return { top: target, scrollTop: Math.round((target / lastTop) * lastScroll) };
}

/** The top that shows a row with the smallest movement. */
export function topShowing(row: number, rowHeight: number, top: number, viewport: number): number {
  const start = row * rowHeight;
  if (start < top) return start;
  return start + rowHeight > top + viewport ? start + rowHeight - viewport : top;
}

/** The pages that hold the rows from `first` to `last`, by number. */
export function pagesOf(first: number, last: number, pageSize: number): readonly number[] {
  if (last < first) return [];
  const from = Math.floor(Math.max(0, first) / pageSize);
  return Array.from({ length: Math.floor(last / pageSize) - from + 1 }, (_, index) => from + index);
}

/** The drawn rows, in their order. */
export function drawnRows({ first, last }: { readonly first: number; readonly last: number }): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}
