/** `1,234,567` in every locale: scripts and people of every country read it. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 key`, `2 keys`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${plural(value, one, many)}`;
}

/** The noun alone, where the number is elsewhere: `key`, `keys`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return value === 1 ? one : many;
}
