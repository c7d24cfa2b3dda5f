import type { Retention, ScheduleState, ScheduleTime } from '../../../../shared/contract/schedule.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { namedSchedule } from '../../cli/named-schedule.ts';
import { requireInstance } from '../../cli/require-instance.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments, FlagName } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupKindOf } from '../../flags/kind-flag.ts';
import { scheduleLines } from '../../format/print-schedule.ts';
import * as scheduleWords from './words.ts';

const timeFlags = ['every', 'at', 'on', 'cron'] as const satisfies FlagName[];
const keepFlags = ['keep', 'keep-daily', 'keep-weekly', 'keep-monthly'] as const satisfies FlagName[];
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export const scheduleBackup = defineAction({
  name: 'schedule-backup',
  summary: scheduleWords.scheduleBackupsEveryNHoursDaily,
  details: [
    scheduleWords.whenEveryNAtHhMm,
    scheduleWords.retentionDetail,
    scheduleWords.scheduleIdChangesAScheduleValues,
  ],
  flags: [...instanceFlags, 'all-clients', 'schedule', ...timeFlags, 'kind', 'verify', ...keepFlags, 'enabled'],
  async run({ api, output, stop }, args) {
    // Refused before anything starts.
    const given = timeOf(args);
    const core = await api();
    const before = args.schedule === undefined ? null : await namedSchedule('schedule-backup', core, stop, args);
    const when = given ?? before?.when;
    if (!when) {
      throw badUsage('--every', '--every, --at, --on with --at, or --cron', scheduleWords.scheduleNeedsATime);
    }
    const instance = whoOf(args, before);
    if (instance !== null && instance !== before?.instance) await requireInstance(core, stop, instance);
    const saved = await core.schedules.save({
      ...(before && { id: before.id }),
      instance,
      when,
      kind: backupKindOf(args.kind) ?? before?.kind ?? 'snapshot',
      prove: args.verify === undefined ? (before?.prove ?? true) : args.verify === 'yes',
      retention: retentionOf(args, before?.retention ?? null),
      enabled: args.enabled === undefined ? (before?.enabled ?? true) : args.enabled === 'yes',
    });
    output.answer(saved, scheduleLines(saved, output.style, Date.now()));
    output.note(scheduleWords.scheduleRunsWhileOpen);
    return exitCodes.done;
  },
});

function whoOf(
  args: Arguments<'instance' | 'client-id' | 'all-clients'>,
  before: ScheduleState | null,
): ScheduleState['instance'] {
  const named = args.instance !== undefined || args['client-id'] !== undefined;
  if (args['all-clients'] && named) {
    const message =
      '--all-clients means every tenant that exists when the schedule runs: leave --instance and --client-id out.';
    throw badUsage('--all-clients', scheduleWords.givenWithoutInstance, message);
  }
  if (args['all-clients']) return null;
  return before && !named ? before.instance : instanceOf(args);
}

/** Null if none of its flags is given. */
function timeOf({ every, at, on, cron }: Arguments<(typeof timeFlags)[number]>): ScheduleTime | null {
  const ways = [every, at ?? on, cron].filter((way) => way !== undefined);
  if (ways.length > 1) {
    const message = scheduleWords.oneScheduleHasOneTimeGive;
    throw badUsage('--every', scheduleWords.oneOfEveryAtAndCron, message);
  }
  if (every !== undefined) return { kind: 'hours', every };
  if (cron !== undefined) return { kind: 'cron', text: cron };
  if (on !== undefined && at === undefined) {
    throw badUsage('--at', scheduleWords.timeOfDay, '--on says the day; add the time of day: --at HH:MM.');
  }
  if (at === undefined) return null;
  return on === undefined ? { kind: 'daily', at } : { kind: 'weekly', day: DAYS.indexOf(on), at };
}

function retentionOf(args: Arguments<(typeof keepFlags)[number]>, before: Retention | null): Retention | null {
  if (keepFlags.every((flag) => args[flag] === undefined)) return before;
  const base = before ?? { last: 0, daily: 0, weekly: 0, monthly: 0 };
  return {
    last: args.keep ?? base.last,
    daily: args['keep-daily'] ?? base.daily,
    weekly: args['keep-weekly'] ?? base.weekly,
    monthly: args['keep-monthly'] ?? base.monthly,
  };
}
