import type { AlertRules, AlertSettings } from '../../../shared/contract/alert.ts';

/** What holds until somebody says otherwise: little enough to be taken seriously. */
export const defaultAlertSettings: AlertSettings = {
  rules: {
    memory: { on: true, percent: 90 },
    eviction: { on: true },
    hitRate: { on: true, belowPercent: 50, minutes: 10, lookups: 10_000 },
    persistence: { on: true, hours: 24 },
    down: { on: true },
    backupOverdue: { on: true, hours: 2, days: 7 },
    proofFailed: { on: true },
    scheduleFailed: { on: true },
  },
  instances: {},
  notify: true,
  quietHours: null,
};

/** The rules of one instance: its own where it has some, those of all else. */
export function rulesOf(settings: AlertSettings, id: string): AlertRules {
  const { rules: all, instances } = settings;
  const own = instances[id] ?? {};
  return {
    memory: own.memory ?? all.memory,
    eviction: own.eviction ?? all.eviction,
    hitRate: own.hitRate ?? all.hitRate,
    persistence: own.persistence ?? all.persistence,
    down: own.down ?? all.down,
    backupOverdue: own.backupOverdue ?? all.backupOverdue,
    proofFailed: own.proofFailed ?? all.proofFailed,
    scheduleFailed: own.scheduleFailed ?? all.scheduleFailed,
  };
}
