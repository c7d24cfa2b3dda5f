import { Anchor, Button, Menu } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChevronDown, IconExclamationCircle } from '@tabler/icons-react';
import type { Alert } from '../../../shared/contract/alert.ts';
import { useLiveStatus } from '../../client/live.ts';
import { Time } from '../../components/layout/time.tsx';
import { coreDetail, coreSentence } from '../../lib/core-sentence.ts';
import { exactTime } from '../../lib/format.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { useCommand } from '../instances/commands/use-command.ts';
import { alertFix } from './alert-fix.ts';
import classes from './alert-item.module.css';
import { alertsShown } from './alert-store.ts';
import { acknowledge, snooze, tomorrowMorning } from './do-alert.ts';
import { isNew } from './use-alerts.ts';
import * as alertsWords from './words.ts';

const HOUR_MS = 3_600_000;

interface AlertItemProps {
  readonly alert: Alert;
  /** Shown on the page of its instance. */
  readonly withoutInstance?: boolean;
  readonly disabled: boolean;
}

/** An alert with its cause, its start and its actions. */
export function AlertItem({ alert, withoutInstance = false, disabled }: AlertItemProps) {
  const { title, detail, level, since, acknowledgedAt, snoozedUntil } = alert;
  const place = placeOf(alert, withoutInstance);
  const Sign = level === 'fail' ? IconExclamationCircle : IconAlertTriangle;
  return (
    <li
      className={classes.item}
      data-level={level}
      data-new={isNew(alert) || undefined}
      data-wide={withoutInstance || undefined}
    >
      <Sign
        size={16}
        className={classes.sign}
        aria-label={level === 'fail' ? alertsWords.failure : alertsWords.warning}
      />
      <div className={classes.words}>
        <div className={classes.title}>{coreSentence(title)}</div>
        <div className={classes.detail}>{coreDetail(detail)}</div>
        <div className={classes.when}>
          {alertsWords.since}
          <Time at={since} />
          {acknowledgedAt !== null && (
            <>
              {alertsWords.acknowledged}
              <Time at={acknowledgedAt} />
            </>
          )}
          {snoozedUntil !== null && alertsWords.snoozedUntilSnoozedUntil(exactTime(snoozedUntil))}
          {place && (
            <>
              {' · '}
              <Anchor fz="inherit" component="button" type="button" onClick={() => navigateTo(place.to)}>
                {place.name}
              </Anchor>
            </>
          )}
        </div>
      </div>
      <div className={classes.actions}>
        <FixButton alert={alert} disabled={disabled} />
        {acknowledgedAt === null && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconCheck size={14} />}
            disabled={disabled}
            onClick={() => void acknowledge(alert)}
          >
            {alertsWords.acknowledge}
          </Button>
        )}
        {snoozedUntil === null ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                size="compact-xs"
                variant="subtle"
                disabled={disabled}
                rightSection={<IconChevronDown size={12} />}
              >
                {alertsWords.snooze}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void snooze(alert, new Date(Date.now() + HOUR_MS))}>
                {alertsWords.forAnHour}
              </Menu.Item>
              <Menu.Item onClick={() => void snooze(alert, new Date(Date.now() + 8 * HOUR_MS))}>
                {alertsWords.forEightHours}
              </Menu.Item>
              <Menu.Item onClick={() => void snooze(alert, tomorrowMorning())}>
                {alertsWords.untilTomorrow900}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : (
          <Button size="compact-xs" variant="subtle" disabled={disabled} onClick={() => void snooze(alert, null)}>
            {alertsWords.endSnooze}
          </Button>
        )}
      </div>
    </li>
  );
}

/** The link to the instance of an alert. */
function placeOf({ rule, instance }: Alert, withoutInstance: boolean) {
  return instance === null || withoutInstance || rule === 'schedule-failed'
    ? null
    : { to: `/instances/${instance}`, name: alertsWords.openInstance(instance) };
}

/** The button that fixes the alert; nothing if no fix applies. */
function FixButton({ alert, disabled }: { readonly alert: Alert; readonly disabled: boolean }) {
  const instance = useLiveStatus(alert.instance) ?? null;
  const fix = alertFix(alert, instance);
  const { run, blocked } = useCommand(fix && 'command' in fix ? fix.command : null, instance);
  if (fix === null) return null;
  const isLink = 'to' in fix;
  // No button for a command that does not apply, such as raising a limit that is not set.
  if (!isLink && blocked === '') return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      disabled={disabled || (!isLink && blocked !== null)}
      title={(!isLink && blocked) || undefined}
      aria-label={alert.instance === null ? fix.label : `${fix.label}: ${alert.instance}`}
      onClick={() => {
        // Close the drawer, which would cover the dialog that opens next.
        alertsShown.set(null);
        if (isLink) navigateTo(fix.to);
        else run();
      }}
    >
      {fix.label}
    </Button>
  );
}
