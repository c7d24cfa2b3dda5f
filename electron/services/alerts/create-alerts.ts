import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Alert, type AlertNotice, alertSettings } from '../../../shared/contract/alert.ts';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ChangeBus } from '../events/change-bus.ts';
import { orNull } from '../files/file-errors.ts';
import type { Instances } from '../instances/instances.ts';
import { changeAlertState, readAlertSettings, readAlertState, statePath, writeAlertSettings } from './alert-files.ts';
import type { Alerts } from './alerts.ts';
import { alertChecks } from './checks.ts';
import { defaultAlertSettings } from './defaults.ts';
import { askServers, type GatherDeps, readFiles } from './gather.ts';

/** How often it is looked whether another face has raised or ended one, ms. */
const LOOK_EVERY_MS = 1000;

export interface AlertDeps extends GatherDeps {
  readonly home: string;
  readonly bus: Pick<ChangeBus, 'emit'>;
  readonly instances: Pick<Instances, 'list'>;
}

export function createAlerts(deps: AlertDeps): Alerts {
  const { home, bus } = deps;

  const change = async (id: string, body: (alert: Alert) => Alert): Promise<Alert> => {
    const changed = await changeAlertState(home, (before) => {
      const found = before.active.find((one) => one.id === id);
      if (!found) return [before, null];
      const next = body(found);
      return [{ ...before, active: before.active.map((one) => (one === found ? next : one)) }, next];
    });
    if (!changed) throw new AppError('NOT_FOUND', 'This alert is over.', { what: 'alert', id });
    bus.emit({ noun: 'alerts', id });
    return changed;
  };

  return {
    list: async () => [...(await readAlertState(home)).active].sort(worstThenNewest),
    acknowledge: (id) =>
      change(id, (alert) => ({ ...alert, acknowledgedAt: new Date().toISOString(), snoozedUntil: null })),
    snooze: (id, until) => change(id, (alert) => ({ ...alert, snoozedUntil: until })),
    settings: async () => ({ settings: await readAlertSettings(home), defaults: defaultAlertSettings }),
    async saveSettings(next) {
      const settings = alertSettings.parse(next);
      await writeAlertSettings(home, settings);
      bus.emit({ noun: 'alerts', id: null });
      return settings;
    },
    notices: (signal) => notices(home, signal),
    async checks(): Promise<readonly Check[]> {
      const [settings, { active }, statuses, servers, files] = await Promise.all([
        readAlertSettings(home),
        readAlertState(home),
        deps.instances.list(),
        askServers(deps),
        readFiles(deps),
      ]);
      return alertChecks({ settings, active, statuses, gathered: { ...servers, ...files }, now: new Date() });
    },
  };
}

function worstThenNewest(a: Alert, b: Alert): number {
  if (a.level !== b.level) return a.level === 'fail' ? -1 : 1;
  return b.since.localeCompare(a.since);
}

async function* notices(home: string, signal?: AbortSignal): AsyncGenerator<AlertNotice> {
  // What was told before somebody listened is shown where alerts are shown.
  const told = new Set((await readAlertState(home)).notices.map(({ id }) => id));
  let seen = await stampOf(home);
  while (!signal?.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal: signal ?? new AbortController().signal }).catch(() => undefined);
    const now = await stampOf(home);
    if (now === seen || signal?.aborted) continue;
    seen = now;
    for (const notice of (await readAlertState(home)).notices) {
      if (told.has(notice.id)) continue;
      told.add(notice.id);
      yield notice;
    }
  }
}

/** Tells of other faces' alerts, while somebody looks. Returns how to stop. */
export function watchAlertState(home: string, bus: Pick<ChangeBus, 'emit'>): () => void {
  let seen: string | null = null;
  const look = async () => {
    const now = await stampOf(home);
    if (seen !== null && now !== seen) bus.emit({ noun: 'alerts', id: null });
    seen = now;
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Another for each content: the file is replaced at every change. */
async function stampOf(home: string): Promise<string> {
  const found = await orNull(stat(statePath(home)));
  return found ? `${found.ino} ${found.mtimeMs}` : '';
}
