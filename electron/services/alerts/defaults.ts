import type { AlertRules, AlertSettings } from '../../../shared/contract/alert.ts';
import { ownValue } from '../../../shared/own-value.ts';

/** Few and serious enough that users do not learn to ignore them. */
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

/** The rules of one instance: its own override the common ones. */
export function rulesOf(settings: AlertSettings, id: string): AlertRules {
  const { rules: common, instances } = settings;
  const own = ownValue(instances, id) ?? {};
  return {
    memory: own.memory ?? common.memory,
    eviction: own.eviction ?? common.eviction,
    hitRate: own.hitRate ?? common.hitRate,
    persistence: own.persistence ?? common.persistence,
    down: own.down ?? common.down,
    backupOverdue: own.backupOverdue ?? common.backupOverdue,
    proofFailed: own.proofFailed ?? common.proofFailed,
    scheduleFailed: own.scheduleFailed ?? common.scheduleFailed,
  };
}
