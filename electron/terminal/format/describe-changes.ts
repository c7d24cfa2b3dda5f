import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import * as formatWords from './words.ts';

/** What differs after a restart: the environment may have requested another port, a password, another limit. */
export function describeChanges(before: InstanceStatus, after: InstanceStatus): string[] {
  const lines: string[] = [];
  const changed = (name: string, from: string | null, to: string | null) => {
    if (from !== null && to !== null && from !== to) lines.push(formatWords.settingChanged(name, from, to));
  };
  changed(formatWords.thePort, text(before.port), text(after.port));
  changed('Persistence', before.persistence.mode, after.persistence.mode);
  // While the server is down, null means that the limit is unknown.
  if (before.memory.usedBytes !== null && after.memory.usedBytes !== null) {
    changed(formatWords.theMemoryLimit, limit(before), limit(after));
  }
  if (!before.passwordSet && after.passwordSet) lines.push(formatWords.itAsksForAPasswordNow);
  if (before.passwordSet && !after.passwordSet) lines.push(formatWords.passwordRemoved);
  return lines;
}

function text(value: number | null): string | null {
  return value === null ? null : String(value);
}

function limit({ memory }: InstanceStatus): string {
  return memory.limitBytes === null ? 'none' : formatBytes(memory.limitBytes);
}
