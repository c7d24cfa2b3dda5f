import type { Alert } from '../../../shared/contract/alert.ts';
import { useConnection } from '../../client/api.ts';
import { AlertItem } from './alert-item.tsx';
import classes from './instance-alerts.module.css';
import { useAlerts } from './use-alerts.ts';

/** Down, or out of memory: told as the instance's problem. */
function isProblem({ rule, level }: Alert): boolean {
  return rule === 'down' || (rule === 'memory' && level === 'fail');
}

/** What is wrong with one instance now, beyond the problem that its page tells anyway. */
export function InstanceAlerts({ id }: { readonly id: string }) {
  const own = (useAlerts().alerts ?? []).filter((alert) => alert.instance === id && !isProblem(alert));
  const disabled = useConnection().state !== 'connected';
  if (own.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={`Alerts of ${id}`}>
      {own.map((alert) => (
        <AlertItem key={alert.id} alert={alert} withoutInstance disabled={disabled} />
      ))}
    </ul>
  );
}
