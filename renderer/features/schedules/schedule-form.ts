import type { BackupKind } from '../../../shared/contract/backup.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import type { Retention, ScheduleState, ScheduleTime } from '../../../shared/contract/schedule.ts';
import { WEEKDAYS } from '../../../shared/schedule-words.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import * as schedulesWords from './words.ts';

/** Holds the values of all kinds of time at once, so that switching the kind loses no input. */
export interface ScheduleForm {
  /** Null: all tenants. */
  readonly instance: string | null;
  readonly way: ScheduleTime['kind'];
  readonly every: number | string;
  readonly at: string;
  readonly day: number;
  readonly cron: string;
  readonly kind: BackupKind;
  readonly prove: boolean;
  readonly keepAll: boolean;
  readonly keep: Readonly<Record<keyof Retention, number | string>>;
  readonly enabled: boolean;
}

const DEFAULT_RETENTION = { last: 3, daily: 7, weekly: 4, monthly: 6 };

/** @param instance the instance of a new schedule */
export function formOf(schedule: ScheduleState | null, instance: string | null): ScheduleForm {
  const base: ScheduleForm = {
    instance,
    way: 'daily',
    every: 6,
    at: '09:00',
    day: 1,
    cron: '30 3 * * 1-5',
    kind: 'snapshot',
    prove: true,
    keepAll: false,
    keep: DEFAULT_RETENTION,
    enabled: true,
  };
  if (schedule === null) return base;
  const { when, kind, prove, retention, enabled } = schedule;
  const time =
    when.kind === 'hours'
      ? { every: when.every }
      : when.kind === 'cron'
        ? { cron: when.text }
        : when.kind === 'weekly'
          ? { at: when.at, day: when.day }
          : { at: when.at };
  return {
    ...base,
    ...time,
    instance: schedule.instance,
    way: when.kind,
    kind,
    prove,
    keepAll: retention === null,
    keep: retention ?? DEFAULT_RETENTION,
    enabled,
  };
}

/** The first problem of the form, or null. The core validates the cron expression. */
export function formProblem(form: ScheduleForm): string | null {
  if (form.way === 'hours' && !isWhole(form.every, 1, 720)) return schedulesWords.enter1To720HoursBetween;
  if ((form.way === 'daily' || form.way === 'weekly') && !/^([01]\d|2[0-3]):[0-5]\d$/.test(form.at)) {
    return schedulesWords.enterATimeSuchAs09;
  }
  const kept = Object.values(form.keep);
  if (!form.keepAll && !kept.every((count) => isWhole(count, 0, 1000))) return schedulesWords.enterRetentionValues;
  return null;
}

function isWhole(value: number | string, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

/** Only valid for a form without a problem. */
export function timeOf({ way, every, at, day, cron }: ScheduleForm): ScheduleTime {
  switch (way) {
    case 'hours':
      return { kind: 'hours', every: Number(every) };
    case 'daily':
      return { kind: 'daily', at };
    case 'weekly':
      return { kind: 'weekly', day, at };
    case 'cron':
      return { kind: 'cron', text: cron.trim() };
    default:
      return way satisfies never;
  }
}

export function retentionOf({ keepAll, keep }: ScheduleForm): Retention | null {
  if (keepAll) return null;
  return {
    last: Number(keep.last),
    daily: Number(keep.daily),
    weekly: Number(keep.weekly),
    monthly: Number(keep.monthly),
  };
}

/**
 * The equivalent terminal line; null if there is none: the CLI changes a retention, but cannot end it. It keeps the
 * values of an existing schedule that have no flag, so the line names more of them than for a new one.
 * @param before the schedule as it is; null for a new one
 */
export function scheduleLine(
  form: ScheduleForm,
  before: Pick<ScheduleState, 'id' | 'instance' | 'retention' | 'enabled'> | null,
): string | null {
  const { instance, way, every, at, day, cron, kind, prove, enabled } = form;
  const keep = retentionOf(form);
  if (keep === null && before !== null && before.retention !== null) return null;
  const timed = way === 'daily' || way === 'weekly';
  const usual = before?.enabled ?? true;
  const line = terminalLine('schedule-backup', {
    schedule: before?.id.slice(0, 8),
    // Main is the default of the terminal for a new schedule.
    instance: instance === (before === null ? MAIN : before.instance) ? null : instance,
    every: way === 'hours' ? every : null,
    on: way === 'weekly' ? WEEKDAYS[day]?.toLowerCase() : null,
    at: timed ? at : null,
    cron: way === 'cron' ? cron.trim() : null,
    kind: kind === 'snapshot' && before === null ? null : kind,
    verify: prove && before === null ? null : prove ? 'yes' : 'no',
    keep: keep?.last,
    'keep-daily': keep?.daily,
    'keep-weekly': keep?.weekly,
    'keep-monthly': keep?.monthly,
    enabled: enabled === usual ? null : enabled ? 'yes' : 'no',
  });
  return instance === null ? `${line} --all-clients` : line;
}

/** Whether another schedule backs up the same instance at the same time, in the same way. Only for a valid form. */
export function hasTwin(form: ScheduleForm, id: string | undefined, schedules: readonly ScheduleState[]): boolean {
  const when = JSON.stringify(timeOf(form));
  return schedules.some(
    (one) =>
      one.id !== id && one.instance === form.instance && one.kind === form.kind && JSON.stringify(one.when) === when,
  );
}
