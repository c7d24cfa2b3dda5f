import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import type { SetAside } from '../../platform/files/json-state.ts';
import { shownPath } from '../../platform/home/paths.ts';

/** Records that a damaged state file was renamed, so that a user who misses data finds the reason here. */
export function setAsideEvent({ path, keptAs, detail }: SetAside): ActivityEvent {
  const at = new Date().toISOString();
  return {
    id: randomUUID(),
    at,
    finishedAt: at,
    instance: null,
    kind: 'file-set-aside',
    title: `Damaged file ${basename(path)} was set aside`,
    detail: `${shownPath(path)}: ${detail}. The damaged file is kept as ${basename(keptAs)}; the app continues with a new one.`,
    backup: null,
    face: null,
    outcome: null,
    level: 'warn',
  };
}
