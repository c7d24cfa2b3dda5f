import type { ScheduleRun } from '../../../../shared/contract/schedule.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodeOf, exitCodes } from '../../cli/exit-codes.ts';
import { namedSchedule } from '../../cli/named-schedule.ts';
import { requireInstance } from '../../cli/require-instance.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { shortId } from '../../flags/by-beginning.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { scheduleLines } from '../../format/print-schedule.ts';
import * as scheduleWords from './words.ts';

export const schedules = defineAction({
  name: 'schedules',
  summary: scheduleWords.schedulesSummary,
  details: [scheduleWords.schedulesScope, scheduleWords.schedulesRunWhileOpen],
  flags: instanceFlags,
  async run({ api, output, stop }, args) {
    const core = await api();
    const all = await stop.orStop(core.schedules.list());
    const named = args.instance !== undefined || args['client-id'] !== undefined;
    const shown = named ? all.filter(({ instance }) => instance === instanceOf(args)) : all;
    // Schedules of a destroyed tenant are kept, so an id is checked only if it has none.
    if (named && shown.length === 0) await requireInstance(core, stop, instanceOf(args));
    const lines = shown.flatMap((schedule) => scheduleLines(schedule, output.style, Date.now()));
    output.answer(shown, lines.length > 0 ? lines : [scheduleWords.noBackupsAreScheduledAction]);
    return exitCodes.done;
  },
});

export const removeSchedule = defineAction({
  name: 'remove-schedule',
  summary: scheduleWords.removeScheduleSummary,
  flags: ['schedule'],
  async run({ api, output, stop }, args) {
    const core = await api();
    const { id } = await namedSchedule('remove-schedule', core, stop, args);
    const removed = await core.schedules.remove({ id });
    output.answer(removed, [scheduleWords.removedIdItsBackupsAreKept(shortId(id), id)]);
    return exitCodes.done;
  },
});

export const undoRemoveSchedule = defineAction({
  name: 'undo-remove-schedule',
  summary: scheduleWords.restoreARemovedSchedule,
  details: [scheduleWords.undoNeedsTheWholeId],
  flags: ['schedule'],
  async run({ api, output }, args) {
    if (args.schedule === undefined) {
      const message = scheduleWords.undoRemoveScheduleNeedsASchedule;
      throw badUsage('--schedule', scheduleWords.theIdOfARemovedSchedule, message);
    }
    const back = await (await api()).schedules.undoRemove({ id: args.schedule });
    output.answer(back, scheduleLines(back, output.style, Date.now()));
    return exitCodes.done;
  },
});

export const runSchedule = defineAction({
  name: 'run-schedule',
  summary: scheduleWords.runAScheduleNow,
  flags: ['schedule'],
  async run({ api, output, stop }, args) {
    const core = await api();
    const { id, instance } = await namedSchedule('run-schedule', core, stop, args);
    output.note(scheduleWords.backingUpInstance(instance ?? scheduleWords.allTenants));
    const done = await stop.orStop(core.schedules.runNow({ id }));
    output.answer(done, runLines(done));
    return done.ok ? exitCodes.done : exitCodeOf(done.failureCode ?? 'INTERNAL');
  },
});

function runLines({ message, backups, removed }: ScheduleRun): string[] {
  const one = ({ instance, name }: ScheduleRun['backups'][number]) => `${instance}: ${name}`;
  return [...backups.map(one), ...removed.map((gone) => scheduleWords.removedGone(one(gone))), message];
}
