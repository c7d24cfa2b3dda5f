import type { Alert } from '../../../shared/contract/alert.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { cureOf } from '../instances/list/problem-cure.ts';
import { schedulesPlace } from '../schedules/schedule-dialog-state.ts';

/** The button of an alert: runs a command on its instance, or opens a view. */
export type AlertFix =
  | { readonly label: string; readonly command: string }
  | { readonly label: string; readonly to: string };

/** @param instance the instance of the alert; null: an alert of all instances, or unknown */
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
      // The log says why a save failed; a backup fixes a late save.
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
