import { type Alert, alertSettings } from '../../../shared/contract/alert.ts';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Instances } from '../instances/instances.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import { changeAlertState, readAlertSettings, readAlertState, writeAlertSettings } from './alert-files.ts';
import type { Alerts } from './alerts.ts';
import { alertChecks } from './checks.ts';
import { defaultAlertSettings } from './defaults.ts';
import { askServers, type GatherDeps, readFiles } from './gather.ts';
import { notices } from './notices.ts';

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
    if (!changed) throw new AppError('NOT_FOUND', 'This alert is already resolved.', { what: 'alert', id });
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
