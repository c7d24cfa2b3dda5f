import { Button, SegmentedControl } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useConnection } from '../../../client/api.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { scheduleDialog, schedulesPlace } from '../../schedules/schedule-dialog-state.ts';
import { useSchedules } from '../../schedules/use-schedules.ts';
import * as listWords from '../words/list.ts';

interface BackupsTabsProps {
  /** Null: all instances. */
  readonly instance: string | null;
  readonly shown: 'backups' | 'schedules';
}

/** Switches between backups and schedules. */
export function BackupsTabs({ instance, shown }: BackupsTabsProps) {
  const count = useSchedules(instance).schedules?.length ?? 0;
  return (
    <SegmentedControl
      aria-label={listWords.whatToShow}
      size="xs"
      value={shown}
      onChange={(next) =>
        navigateTo(
          next === 'schedules' ? schedulesPlace(instance) : `/backups${instance === null ? '' : `/${instance}`}`,
        )
      }
      data={[
        { value: 'backups', label: listWords.backups },
        { value: 'schedules', label: count === 0 ? listWords.schedules : listWords.schedulesCount(count) },
      ]}
    />
  );
}

/** The primary action of the list of schedules. An empty list shows it instead of the rows. */
export function ScheduleButton({ instance }: { readonly instance: string | null }) {
  const connected = useConnection().state === 'connected';
  if (useSchedules(instance).schedules?.length === 0) return null;
  return (
    <Button
      leftSection={<IconCalendarPlus size={14} />}
      disabled={!connected}
      onClick={() => scheduleDialog.set({ schedule: null, instance: instance ?? 'main' })}
    >
      {listWords.scheduleBackups}
    </Button>
  );
}
