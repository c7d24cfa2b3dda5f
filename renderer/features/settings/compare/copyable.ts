import type { Setting } from '../../../../shared/contract/settings.ts';
import { isNotDefault } from '../form/values.ts';

/** Whether two instances can share it: not where each listens, nor lines that only the text holds. */
export function isCopyable({ name, kind, editable }: Setting): boolean {
  return editable && kind !== 'lines' && name !== 'port' && name !== 'bind';
}

/** What is offered to be copied: what was decided here, that is, what differs from Redis's defaults; or everything. */
export function offered(settings: readonly Setting[], all: boolean, sought: string): readonly Setting[] {
  const words = sought.trim().toLowerCase().split(/\s+/);
  return settings.filter((setting) => {
    const text = `${setting.name} ${setting.title}`.toLowerCase();
    return isCopyable(setting) && (all || isNotDefault(setting)) && words.every((word) => text.includes(word));
  });
}
