import { grouped } from './number.ts';

/** `1,234,567` */
export const formatCount = grouped;

/** `1 key`, `2 keys`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${plural(value, one, many)}`;
}

/** Only the noun: `key`, `keys`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return value === 1 ? one : many;
}
