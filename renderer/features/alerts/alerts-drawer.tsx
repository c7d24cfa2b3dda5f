import { Button } from '@mantine/core';
import { IconBellCheck, IconSettings } from '@tabler/icons-react';
import { useConnection } from '../../client/api.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { Drawer } from '../../components/layout/drawer.tsx';
import { exactTime } from '../../lib/format.ts';
import { AlertItem } from './alert-item.tsx';
import { alertsShown } from './alert-store.ts';
import classes from './alerts-drawer.module.css';
import { BrowserPermission } from './browser-permission.tsx';
import { isNew, useAlerts } from './use-alerts.ts';
import * as alertsWords from './words.ts';

/** The current alerts with their actions, and a button for the rules. */
export function AlertsDrawer() {
  const { alerts, error, retry, retrying } = useAlerts();
  const disabled = useConnection().state !== 'connected';
  const { at } = useLiveStatuses();
  const sorted = [...(alerts ?? [])].sort((a, b) => Number(isNew(b)) - Number(isNew(a)));
  const fresh = sorted.filter(isNew).length;
  const found = alerts?.length === 0 ? alertsWords.noAlerts : alertsWords.countNew(fresh);
  const subtitle = alerts === undefined ? undefined : disabled ? alertsWords.asOfAt(exactTime(at)) : found;
  return (
    <Drawer
      title={alertsWords.alerts}
      subtitle={subtitle}
      onClose={() => alertsShown.get() === 'list' && alertsShown.set(null)}
    >
      <div className={classes.body}>
        {alerts === undefined ? (
          error ? (
            <ErrorState title={alertsWords.couldNotReadTheAlerts} error={error} onRetry={retry} retrying={retrying} />
          ) : (
            <SkeletonRows rows={3} rowHeight={72} widths={[240, 100]} />
          )
        ) : alerts.length === 0 ? (
          <EmptyState
            icon={IconBellCheck}
            title={disabled ? alertsWords.noAlertsWhenLastConnected : alertsWords.noAlerts2}
            text={alertsWords.fullMemoryEvictionsFailedSaves}
          />
        ) : (
          <ul className={classes.list} aria-label={alertsWords.alerts}>
            {sorted.map((alert) => (
              <AlertItem key={alert.id} alert={alert} disabled={disabled} />
            ))}
          </ul>
        )}
      </div>
      <div className={classes.foot}>
        <BrowserPermission />
        <Button variant="default" leftSection={<IconSettings size={14} />} onClick={() => alertsShown.set('rules')}>
          {alertsWords.rulesAndQuietHours}
        </Button>
      </div>
    </Drawer>
  );
}
