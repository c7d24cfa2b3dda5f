import type { Setting, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { memoryText, parseMemory } from '../../../../shared/memory.ts';

type Typed = Pick<Setting, 'kind'>;

/** What holds after a start: what the file says, and where it says nothing what the server or Redis's default does. */
export function currentOf({ file, live, default: fallback }: Setting): string {
  return file ?? live ?? fallback ?? '';
}

/** As it stands in a field. */
export function fieldText(setting: Typed, value: string): string {
  return setting.kind === 'memory' ? memoryText(value) : value;
}

/** As it stands in a sentence or a plan. */
export function shownValue(setting: Typed | undefined, value: string | null): string {
  if (value === null) return setting?.kind === 'secret' ? 'none' : 'not set';
  if (value === '') return 'none';
  return setting?.kind === 'memory' ? memoryText(value) : value;
}

/** Whether two ways of writing mean the same: `2gb` and `2147483648`. */
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

/** Whether the file says something else than Redis would by itself. */
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
