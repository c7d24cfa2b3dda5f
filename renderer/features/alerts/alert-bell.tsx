import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { coreSentence } from '../../lib/core-sentence.ts';
import { counted } from '../../lib/counted.ts';
import classes from './alert-bell.module.css';
import { alertsShown } from './alert-store.ts';
import * as alertsAlwaysWords from './always-words.ts';
import { useNewAlerts } from './use-alerts.ts';

/** The number of new alerts; opens the list. */
export function AlertBell() {
  const alerts = useNewAlerts();
  const countText = counted(alerts.length, 'newAlert');
  const label =
    alerts.length === 0 ? alertsAlwaysWords.alertsNoNewAlerts : alertsAlwaysWords.alertsCountText(countText);
  const worst = alerts.some(({ level }) => level === 'fail') ? 'fail' : 'warn';
  return (
    <Tooltip label={alerts.length === 0 ? label : alerts.map(({ title }) => coreSentence(title)).join(' · ')}>
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
