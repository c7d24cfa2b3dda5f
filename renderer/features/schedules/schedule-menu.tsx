import { Menu } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconToggleLeft, IconToggleRight, IconTrash } from '@tabler/icons-react';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { useConnection } from '../../client/api.ts';
import { RowAction } from '../../components/table/row-action.tsx';
import { useStore } from '../../lib/store.ts';
import { removeSchedule, runningSchedules, runSchedule, scopeName, switchSchedule } from './do-schedule.ts';
import { scheduleDialog } from './schedule-dialog-state.ts';
import * as schedulesWords from './words.ts';

interface ScheduleMenuProps {
  readonly schedule: ScheduleState;
}

/** Opens the form of a schedule. */
export function editSchedule(schedule: ScheduleState): void {
  scheduleDialog.set({ schedule, instance: schedule.instance });
}

/** Why the schedule cannot run now; null if it can. */
function useBlocked({ id }: ScheduleState): string | null {
  const offline = useConnection().state !== 'connected';
  const running = useStore(runningSchedules, (ids) => ids.has(id));
  if (offline) return schedulesWords.unavailableWhileDisconnected;
  return running ? schedulesWords.thisScheduleIsAlreadyRunning : null;
}

export function ScheduleMenu({ schedule }: ScheduleMenuProps) {
  const { enabled } = schedule;
  const blocked = useBlocked(schedule);
  return (
    <>
      <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => editSchedule(schedule)}>
        {schedulesWords.edit}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPlayerPlay size={14} />}
        disabled={blocked !== null}
        title={blocked ?? undefined}
        onClick={() => void runSchedule(schedule)}
      >
        {schedulesWords.runNow}
      </Menu.Item>
      <Menu.Item
        leftSection={enabled ? <IconToggleLeft size={14} /> : <IconToggleRight size={14} />}
        onClick={() => void switchSchedule(schedule, !enabled)}
      >
        {enabled ? schedulesWords.switchOff : schedulesWords.switchOn}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconTrash size={14} />}
        color="var(--danger-text)"
        onClick={() => void removeSchedule(schedule)}
      >
        {schedulesWords.remove}
      </Menu.Item>
    </>
  );
}

/** The most frequent action of a schedule. */
export function ScheduleRowActions({ schedule }: ScheduleMenuProps) {
  const blocked = useBlocked(schedule);
  return (
    <RowAction
      label={schedulesWords.runTheScheduleOfInstanceNow(scopeName(schedule.instance))}
      blocked={blocked}
      run={() => void runSchedule(schedule)}
      icon={IconPlayerPlay}
    />
  );
}
