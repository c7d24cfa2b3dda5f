import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { Alert } from '../../../shared/contract/alert.ts';
import { counted } from '../../../shared/format/count.ts';
import type { AlertState } from './alert-files.ts';

/** Further alerts are only counted. */
const MAX_NAMED = 5;

/** Sums up the alerts of the quiet hours in one line; null when there were none or all are acknowledged. */
export function quietSummary(raised: AlertState['quiet'], active: readonly Alert[]) {
  const now = new Map(active.map((alert) => [alert.id, alert]));
  const unseen = raised.filter(({ id }) => !now.get(id)?.acknowledgedAt);
  if (unseen.length === 0) return null;
  const still = unseen.flatMap(({ id }) => now.get(id) ?? []);
  const resolved = unseen.filter(({ id }) => !now.has(id));
  const state = still.length === 0 ? 'all resolved' : `${still.length} still active`;
  const details = [named('Still active', still), named('Resolved', resolved)].filter((part) => part !== null);
  return {
    id: randomUUID(),
    kind: 'quiet-over',
    instance: null,
    title: `During quiet hours: ${counted(unseen.length, 'alert')}, ${state}`,
    detail: details.join(' '),
    level: still.some(({ level }) => level === 'fail') ? 'fail' : still.length > 0 ? 'warn' : 'info',
  } satisfies Partial<ActivityEvent>;
}

/** `Resolved: main is down; Memory of acme is 94 % full.` */
function named(label: string, alerts: readonly Pick<Alert, 'title'>[]): string | null {
  if (alerts.length === 0) return null;
  const more = alerts.length > MAX_NAMED ? `; ${alerts.length - MAX_NAMED} more` : '';
  const titles = alerts.slice(0, MAX_NAMED).map(({ title }) => title);
  return `${label}: ${titles.join('; ')}${more}.`;
}
