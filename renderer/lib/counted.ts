import { formatCount } from '../../shared/format/count.ts';
import { nouns } from './words.ts';

type Noun = keyof typeof nouns;

/** `1 key`, `2 keys`, in the language of the page. */
export function counted(value: number, noun: Noun): string;
/** @param one the text for exactly one, if a feature has its own */
export function counted(value: number, one: string, many: string): string;
export function counted(value: number, one: string, many?: string): string {
  return `${formatCount(value)} ${many === undefined ? plural(value, one as Noun) : value === 1 ? one : many}`;
}

/** Only the noun: `key`, `keys`. */
export function plural(value: number, noun: Noun): string {
  return nouns[noun][value === 1 ? 0 : 1];
}
