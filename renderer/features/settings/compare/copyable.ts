import type { Setting } from '../../../../shared/contract/settings.ts';
import { directiveWords } from '../model/directive-words.ts';
import { isNotDefault } from '../model/values.ts';

/** Listen addresses, and directives that only the text can hold, are never copied. */
export function isCopyable({ name, kind, editable }: Setting): boolean {
  return editable && kind !== 'lines' && name !== 'port' && name !== 'bind';
}

/** The settings to offer: those that differ from the Redis default, or all. */
export function offered(settings: readonly Setting[], all: boolean, search: string): readonly Setting[] {
  const words = search.trim().toLowerCase().split(/\s+/);
  return settings.filter((setting) => {
    const text = `${setting.name} ${directiveWords(setting).title}`.toLowerCase();
    return isCopyable(setting) && (all || isNotDefault(setting)) && words.every((word) => text.includes(word));
  });
}
