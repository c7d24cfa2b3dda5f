import type { Alert } from '../../../shared/contract/alert.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { cureOf } from '../instances/list/problem-cure.ts';
import { schedulesPlace } from '../schedules/schedule-dialog-state.ts';

/** What one press does about an alert: a command about its instance, or the way to where it is mended. */
export type AlertFix =
  | { readonly label: string; readonly command: string }
  | { readonly label: string; readonly to: string };

/** @param instance the one it is about; null: about all of them, or not known */
export function alertFix(
  { rule, level }: Pick<Alert, 'rule' | 'level'>,
  instance: InstanceStatus | null,
): AlertFix | null {
  if (rule === 'schedule-failed') return { label: 'Open schedules', to: schedulesPlace(instance?.id ?? null) };
  if (instance === null) return rule === 'down' ? { label: 'Try again', command: 'engines.look-again' } : null;
  const { id } = instance;
  switch (rule) {
    case 'down':
      return cureOf(instance) ?? { label: 'Show log', to: `/logs/${id}` };
    case 'memory':
    case 'eviction':
      return { label: 'Raise the limit…', command: 'instance.raise-memory' };
    case 'persistence':
      // A save that failed says why in the log; one that is late is mended by a backup.
      return level === 'fail'
        ? { label: 'Show log', to: `/logs/${id}` }
        : { label: 'Back up now', command: 'instance.back-up' };
    case 'backup-overdue':
      return { label: 'Back up now', command: 'instance.back-up' };
    case 'proof-failed':
      return { label: 'Take a new backup', command: 'instance.back-up' };
    case 'hit-rate':
      return { label: 'Show charts', to: `/charts/${id}` };
    default:
      return rule satisfies never;
  }
}
