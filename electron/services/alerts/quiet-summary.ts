import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { Alert } from '../../../shared/contract/alert.ts';
import { counted } from '../../../shared/format/count.ts';
import type { AlertState } from './alert-files.ts';

/** So many are named; the rest are counted. */
const NAMED = 5;

/** What was raised while nobody was to be woken, in one line; null where nothing was, or somebody has seen all of it. */
export function quietSummary(hushed: AlertState['quiet'], active: readonly Alert[]) {
  const now = new Map(active.map((alert) => [alert.id, alert]));
  const unseen = hushed.filter(({ id }) => !now.get(id)?.acknowledgedAt);
  if (unseen.length === 0) return null;
  const still = unseen.flatMap(({ id }) => now.get(id) ?? []);
  const over = unseen.filter(({ id }) => !now.has(id));
  const state = still.length === 0 ? 'over' : `${still.length} still active`;
  const details = [named('Still active', still), named('Over', over)].filter((part) => part !== null);
  return {
    id: randomUUID(),
    kind: 'quiet-over',
    instance: null,
    title: `During quiet hours: ${counted(unseen.length, 'alert')}, ${state}`,
    detail: details.join(' '),
    level: still.some(({ level }) => level === 'fail') ? 'fail' : still.length > 0 ? 'warn' : 'info',
  } satisfies Partial<ActivityEvent>;
}

/** `Over: main is down; Memory of acme is 94 % full.` */
function named(what: string, alerts: readonly Pick<Alert, 'title'>[]): string | null {
  if (alerts.length === 0) return null;
  const more = alerts.length > NAMED ? `; ${alerts.length - NAMED} more` : '';
  const titles = alerts.slice(0, NAMED).map(({ title }) => title);
  return `${what}: ${titles.join('; ')}${more}.`;
}
