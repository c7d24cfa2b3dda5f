import { IconCalendarClock, IconCalendarPlus, IconPlayerPlay } from '@tabler/icons-react';
import { orpc } from '../../client/api.ts';
import { partOfPage } from '../../client/lost-files.ts';
import { queryClient } from '../../client/query-client.ts';
import type { CommandContext } from '../../commands/command.ts';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import { scheduleDialog, schedulesPlace } from './schedule-dialog-state.ts';

const OFFLINE = 'Unavailable while disconnected';

/** The first schedule of the instance; undefined also while the list is loading. */
function scheduleOf({ instance }: CommandContext) {
  const all = queryClient.getQueryData(orpc.schedules.list.queryKey());
  return all?.find((one) => one.instance === instance?.id);
}

registerCommands([
  {
    id: 'instance.schedule',
    title: ({ instance }) => `Schedule backups of ${instance?.id ?? 'an instance'}…`,
    short: 'Schedule backups…',
    group: 'Instance',
    icon: IconCalendarPlus,
    terminalLine: ({ instance }) => `${terminalLine('schedule-backup', instanceFlag(instance?.id))} --at …`,
    available: ({ instance, connected }) => instance !== null && instance.runtime !== null && (connected || OFFLINE),
    run: ({ instance }) => instance && scheduleDialog.set({ schedule: null, instance: instance.id }),
    keywords: 'cron daily weekly hours automatic timer',
  },
  {
    id: 'instance.run-schedule',
    title: ({ instance }) => `Run the schedule of ${instance?.id ?? 'an instance'} now`,
    group: 'Instance',
    icon: IconPlayerPlay,
    terminalLine: (context) => terminalLine('run-schedule', { schedule: scheduleOf(context)?.id.slice(0, 8) }),
    available: (context) => scheduleOf(context) !== undefined && (context.connected || OFFLINE),
    run: async (context) => {
      const schedule = scheduleOf(context);
      if (schedule) await (await partOfPage(() => import('./do-schedule.ts'))).runSchedule(schedule);
    },
    keywords: 'backup scheduled',
  },
  {
    id: 'schedules.tenants',
    title: () => 'Schedule backups of all tenants…',
    group: 'All instances',
    icon: IconCalendarPlus,
    terminalLine: () => `${terminalLine('schedule-backup')} --all-clients --at …`,
    available: ({ connected }) => connected || OFFLINE,
    run: () => scheduleDialog.set({ schedule: null, instance: null }),
    keywords: 'cron daily weekly hours automatic timer clients',
  },
  {
    id: 'schedules.list',
    title: () => 'Show schedules',
    group: 'Go to',
    icon: IconCalendarClock,
    terminalLine: () => terminalLine('schedules'),
    run: ({ navigate }) => navigate(schedulesPlace(null)),
    keywords: 'backups scheduled cron next run',
  },
]);
