import type { Alert } from '../../../shared/contract/alert.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { cureOf } from '../instances/model/problem-cure.ts';
import { schedulesPlace } from '../schedules/schedule-dialog-state.ts';
import * as alertsWords from './words.ts';

/** The button of an alert: runs a command on its instance, or opens a view. */
export type AlertFix =
  | { readonly label: string; readonly command: string }
  | { readonly label: string; readonly to: string };

/** @param instance the instance of the alert; null: an alert of all instances, or unknown */
export function alertFix(
  { rule, level }: Pick<Alert, 'rule' | 'level'>,
  instance: InstanceStatus | null,
): AlertFix | null {
  if (rule === 'schedule-failed') return { label: alertsWords.openSchedules, to: schedulesPlace(instance?.id ?? null) };
  if (instance === null) return rule === 'down' ? { label: alertsWords.tryAgain, command: 'engines.detect' } : null;
  const { id } = instance;
  switch (rule) {
    case 'down':
      return cureOf(instance) ?? { label: alertsWords.showLog, to: `/logs/${id}` };
    case 'memory':
    case 'eviction':
      return { label: alertsWords.raiseTheLimit, command: 'instance.raise-memory' };
    case 'persistence':
      // The log says why a save failed; a backup fixes a late save.
      return level === 'fail'
        ? { label: alertsWords.showLog, to: `/logs/${id}` }
        : { label: alertsWords.backUpNow, command: 'instance.back-up' };
    case 'backup-overdue':
      return { label: alertsWords.backUpNow, command: 'instance.back-up' };
    case 'proof-failed':
      return { label: alertsWords.takeANewBackup, command: 'instance.back-up' };
    case 'branch-expires':
      return { label: alertsWords.extend24H, command: 'instance.extend' };
    case 'certificate-expires':
      return { label: alertsWords.renewTheCertificate, command: 'instance.renew-certificate' };
    case 'hit-rate':
      return { label: alertsWords.showCharts, to: `/charts/${id}` };
    default:
      return rule satisfies never;
  }
}
