import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import type { SetAside } from '../../platform/files/json-state.ts';
import { shownPath } from '../../platform/home/paths.ts';

/** A damaged state file that was set aside: nobody asked for it, so whoever misses something must find it here. */
export function setAsideEvent({ path, keptAs, detail }: SetAside): ActivityEvent {
  const at = new Date().toISOString();
  return {
    id: randomUUID(),
    at,
    finishedAt: at,
    instance: null,
    kind: 'file-set-aside',
    title: `Damaged file ${basename(path)} was set aside`,
    detail: `${shownPath(path)}: ${detail}. It is kept as ${basename(keptAs)}, and a new one was begun.`,
    backup: null,
    face: null,
    outcome: null,
    level: 'warn',
  };
}
