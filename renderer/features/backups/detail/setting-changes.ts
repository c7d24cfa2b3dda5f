import type { Setting } from '../../../../shared/contract/settings.ts';
import { parseMemory } from '../../../../shared/memory.ts';

/** A directive that says something else now than when the backup was taken; null: it did not stand there. */
export interface SettingChange {
  readonly name: string;
  readonly before: string | null;
  readonly now: string | null;
}

/**
 * What has changed in `redis.conf` since a backup was taken. Secrets are in neither, and a size is the same however
 * it is written. What stands on several lines is left out: a backup keeps one of them.
 * @param then of the backup; empty where it was not kept
 */
export function settingChanges(
  then: Readonly<Record<string, string>>,
  settings: readonly Pick<Setting, 'name' | 'file' | 'kind' | 'default'>[],
): readonly SettingChange[] {
  if (Object.keys(then).length === 0) return [];
  return settings
    .filter(({ kind }) => kind !== 'secret' && kind !== 'lines' && kind !== 'limits')
    .map(({ name, file, kind, default: usual }) => ({ name, before: then[name] ?? null, now: file, kind, usual }))
    .filter((one) => normal(one.before ?? one.usual, one.kind) !== normal(one.now ?? one.usual, one.kind))
    .map(({ name, before, now }) => ({ name, before, now }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function normal(value: string | null, kind: Setting['kind']): string | null {
  if (value === null) return null;
  const plain = value
    .replace(/^"(.*)"$/, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return kind === 'memory' ? String(parseMemory(plain) ?? plain) : plain;
}
