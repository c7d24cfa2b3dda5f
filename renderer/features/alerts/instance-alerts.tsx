import type { Alert } from '../../../shared/contract/alert.ts';
import { useConnection } from '../../client/api.ts';
import { AlertItem } from './alert-item.tsx';
import classes from './instance-alerts.module.css';
import { useAlerts } from './use-alerts.ts';
import * as alertsWords from './words.ts';

/** Alerts that the page shows as the problem of the instance. */
function isProblem({ rule, level }: Alert): boolean {
  return rule === 'down' || (rule === 'memory' && level === 'fail');
}

/** The alerts of an instance, without those that its page already shows as its problem. */
export function InstanceAlerts({ id }: { readonly id: string }) {
  const own = (useAlerts().alerts ?? []).filter((alert) => alert.instance === id && !isProblem(alert));
  const disabled = useConnection().state !== 'connected';
  if (own.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={alertsWords.alertsOfId(id)}>
      {own.map((alert) => (
        <AlertItem key={alert.id} alert={alert} withoutInstance disabled={disabled} />
      ))}
    </ul>
  );
}
