/** `1,234,567` in every locale, because scripts read it too. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 key`, `2 keys`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${plural(value, one, many)}`;
}

/** Only the noun: `key`, `keys`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return value === 1 ? one : many;
}
