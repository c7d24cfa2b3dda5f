import type { ScheduleRun } from '../../../../shared/contract/schedule.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { namedSchedule } from '../../cli/named-schedule.ts';
import { requireInstance } from '../../cli/require-instance.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { shortId } from '../../flags/by-beginning.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { scheduleLines } from '../../format/print-schedule.ts';

export const schedules = defineAction({
  name: 'schedules',
  summary: 'List the scheduled backups, with their next run and last result',
  details: [
    'All of them, or those of the instance that is named.',
    'They run while the app is open: its window, or --action serve.',
  ],
  flags: instanceFlags,
  async run({ api, output, stop }, args) {
    const face = await api();
    const all = await stop.orStop(face.schedules.list());
    const named = args.instance !== undefined || args['client-id'] !== undefined;
    const shown = named ? all.filter(({ instance }) => instance === instanceOf(args)) : all;
    // Schedules of a destroyed tenant stay, so only a name without any is asked about.
    if (named && shown.length === 0) await requireInstance(face, stop, instanceOf(args));
    const lines = shown.flatMap((schedule) => scheduleLines(schedule, output.style, Date.now()));
    output.answer(shown, lines.length > 0 ? lines : ['No backups are scheduled: --action schedule-backup does that.']);
    return exitCodes.done;
  },
});

export const removeSchedule = defineAction({
  name: 'remove-schedule',
  summary: 'Remove a schedule; the backups it has taken stay',
  flags: ['schedule'],
  async run({ api, output, stop }, args) {
    const face = await api();
    const { id } = await namedSchedule('remove-schedule', face, stop, args);
    const removed = await face.schedules.remove({ id });
    output.answer(removed, [
      `Removed ${shortId(id)}; its backups stay. It comes back with --action undo-remove-schedule --schedule ${id}.`,
    ]);
    return exitCodes.done;
  },
});

export const undoRemoveSchedule = defineAction({
  name: 'undo-remove-schedule',
  summary: 'Restore a removed schedule',
  details: ['It takes the whole id, as remove-schedule gives it.'],
  flags: ['schedule'],
  async run({ api, output }, args) {
    if (args.schedule === undefined) {
      const message = 'undo-remove-schedule needs a schedule: add --schedule ID, as remove-schedule gave it.';
      throw badUsage('--schedule', 'the id of a removed schedule', message);
    }
    const back = await (await api()).schedules.undoRemove({ id: args.schedule });
    output.answer(back, scheduleLines(back, output.style, Date.now()));
    return exitCodes.done;
  },
});

export const runSchedule = defineAction({
  name: 'run-schedule',
  summary: 'Run a schedule now, whatever its time',
  flags: ['schedule'],
  async run({ api, output, stop }, args) {
    const face = await api();
    const { id, instance } = await namedSchedule('run-schedule', face, stop, args);
    output.note(`Backing up ${instance ?? 'all tenants'}.`);
    const done = await stop.orStop(face.schedules.runNow({ id }));
    output.answer(done, runLines(done));
    return done.ok ? exitCodes.done : exitCodes.failed;
  },
});

function runLines({ message, backups, removed }: ScheduleRun): string[] {
  const one = ({ instance, name }: ScheduleRun['backups'][number]) => `${instance}: ${name}`;
  return [...backups.map(one), ...removed.map((gone) => `removed ${one(gone)}`), message];
}
