import type { Setting } from '../../../../shared/contract/settings.ts';
import { parseMemory } from '../../../../shared/memory.ts';

/** A directive with another value now than in the backup; null: not set. */
export interface SettingChange {
  readonly name: string;
  readonly before: string | null;
  readonly now: string | null;
}

/**
 * The changes in `redis.conf` since a backup. Secrets are not compared, and sizes are equal in any notation. Directives
 * with several lines are left out, because a backup records only one of them.
 * @param then the settings of the backup; empty if it has none
 */
export function settingChanges(
  then: Readonly<Record<string, string>>,
  settings: readonly Pick<Setting, 'name' | 'file' | 'kind' | 'default'>[],
): readonly SettingChange[] {
  if (Object.keys(then).length === 0) return [];
  return settings
    .filter(({ kind }) => kind !== 'secret' && kind !== 'lines' && kind !== 'limits')
    .map(({ name, file, kind, default: fallback }) => ({ name, before: then[name] ?? null, now: file, kind, fallback }))
    .filter((one) => normalized(one.before ?? one.fallback, one.kind) !== normalized(one.now ?? one.fallback, one.kind))
    .map(({ name, before, now }) => ({ name, before, now }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function normalized(value: string | null, kind: Setting['kind']): string | null {
  if (value === null) return null;
  const plain = value
    .replace(/^"(.*)"$/, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return kind === 'memory' ? String(parseMemory(plain) ?? plain) : plain;
}
