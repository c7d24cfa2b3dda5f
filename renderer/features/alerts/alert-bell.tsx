import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { counted } from '../../../shared/format/count.ts';
import classes from './alert-bell.module.css';
import { alertsShown } from './alert-store.ts';
import { useNewAlerts } from './use-alerts.ts';

/** How many things are wrong that nobody has seen yet, and the way to them. */
export function AlertBell() {
  const alerts = useNewAlerts();
  const some = counted(alerts.length, 'new alert');
  const label = alerts.length === 0 ? 'Alerts: none is new' : `Alerts: ${some}`;
  const worst = alerts.some(({ level }) => level === 'fail') ? 'fail' : 'warn';
  return (
    <Tooltip label={alerts.length === 0 ? label : alerts.map(({ title }) => title).join(' · ')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.bell ?? ''}
        aria-label={label}
        onClick={() => alertsShown.set('list')}
      >
        <IconBell size={16} />
        {alerts.length > 0 && (
          <span className={classes.count} data-level={worst}>
            {alerts.length}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  );
}
