import type { Setting, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { memoryText, parseMemory } from '../../../../shared/memory.ts';
import * as formWords from '../words/form.ts';

type Typed = Pick<Setting, 'kind'>;

/** The value after a start: the one in the file, else the live one, else the default. */
export function currentOf({ file, live, default: fallback }: Setting): string {
  return file ?? live ?? fallback ?? '';
}

/** The text of an input field. */
export function fieldText(setting: Typed, value: string): string {
  return setting.kind === 'memory' ? memoryText(value) : value;
}

/** The text in a sentence or a plan. */
export function shownValue(setting: Typed | undefined, value: string | null): string {
  if (value === null) return setting?.kind === 'secret' ? formWords.noValue : formWords.notSet;
  if (value === '') return formWords.noValue;
  return setting?.kind === 'memory' ? memoryText(value) : value;
}

/** Whether two notations mean the same value: `2gb` and `2147483648`. */
export function sameValue({ kind }: Typed, a: string, b: string): boolean {
  if (a === b) return true;
  if (kind === 'secret' || kind === 'text') return false;
  if (kind === 'memory') {
    const size = parseMemory(a);
    return size !== null && size === parseMemory(b);
  }
  return plain(a) === plain(b);
}

function plain(value: string): string {
  return value.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Whether the file sets a value other than the default. */
export function isNotDefault(setting: Setting): boolean {
  const { kind, file, default: fallback, isSet } = setting;
  if (kind === 'secret' || kind === 'lines') return isSet;
  return file !== null && fallback !== null && !sameValue(setting, file, fallback);
}

export type Mode = SettingsDocument['persistence'];

export function modeOf(appendonly: string, save: string): Mode {
  const rdb = save.trim() !== '';
  if (appendonly.toLowerCase() === 'yes') return rdb ? 'both' : 'aof';
  return rdb ? 'rdb' : 'none';
}

/** Whether its control is a field of text, which shows its own problem. */
export function isTyped({ editable, kind, options }: Setting): boolean {
  return editable && kind !== 'secret' && kind !== 'yesno' && !(kind === 'choice' && options !== null);
}
