import { IconCalendarClock, IconCalendarPlus, IconPlayerPlay } from '@tabler/icons-react';
import { orpc } from '../../client/api.ts';
import { partOfPage } from '../../client/lost-files.ts';
import { queryClient } from '../../client/query-client.ts';
import type { CommandContext } from '../../commands/command.ts';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import * as schedulesAlwaysWords from './always-words.ts';
import { scheduleDialog, schedulesPlace } from './schedule-dialog-state.ts';

const OFFLINE = schedulesAlwaysWords.unavailableWhileDisconnected;

/** The first schedule of the instance; undefined also while the list is loading. */
function scheduleOf({ instance }: CommandContext) {
  const all = queryClient.getQueryData(orpc.schedules.list.queryKey());
  return all?.find((one) => one.instance === instance?.id);
}

registerCommands([
  {
    id: 'instance.schedule',
    title: ({ instance }) => schedulesAlwaysWords.scheduleBackupsOfId(instance?.id ?? schedulesAlwaysWords.anInstance),
    short: schedulesAlwaysWords.scheduleBackups,
    group: 'Instance',
    icon: IconCalendarPlus,
    terminalLine: ({ instance }) => `${terminalLine('schedule-backup', instanceFlag(instance?.id))} --at …`,
    available: ({ instance, connected }) => instance !== null && instance.runtime !== null && (connected || OFFLINE),
    run: ({ instance }) => instance && scheduleDialog.set({ schedule: null, instance: instance.id }),
    keywords: schedulesAlwaysWords.cronDailyWeeklyHoursAutomaticTimer,
  },
  {
    id: 'instance.run-schedule',
    title: ({ instance }) =>
      schedulesAlwaysWords.runTheScheduleOfIdNow(instance?.id ?? schedulesAlwaysWords.anInstance),
    group: 'Instance',
    icon: IconPlayerPlay,
    terminalLine: (context) => terminalLine('run-schedule', { schedule: scheduleOf(context)?.id.slice(0, 8) }),
    available: (context) => scheduleOf(context) !== undefined && (context.connected || OFFLINE),
    run: async (context) => {
      const schedule = scheduleOf(context);
      if (schedule) await (await partOfPage(() => import('./do-schedule.ts'))).runSchedule(schedule);
    },
    keywords: schedulesAlwaysWords.backupScheduled,
  },
  {
    id: 'schedules.tenants',
    title: () => schedulesAlwaysWords.scheduleBackupsOfAllTenants,
    group: 'All instances',
    icon: IconCalendarPlus,
    terminalLine: () => `${terminalLine('schedule-backup')} --all-clients --at …`,
    available: ({ connected }) => connected || OFFLINE,
    run: () => scheduleDialog.set({ schedule: null, instance: null }),
    keywords: schedulesAlwaysWords.cronDailyWeeklyHoursAutomaticTimer2,
  },
  {
    id: 'schedules.list',
    title: () => schedulesAlwaysWords.showSchedules,
    group: 'Go to',
    icon: IconCalendarClock,
    terminalLine: () => terminalLine('schedules'),
    run: ({ navigate }) => navigate(schedulesPlace(null)),
    keywords: schedulesAlwaysWords.backupsScheduledCronNextRun,
  },
]);
