import type { AlertSettings } from '../../../shared/contract/alert.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { counted } from '../../../shared/format/count.ts';
import { ENGINE_UNREACHABLE } from '../../../shared/shown-state.ts';
import { rulesOf } from './defaults.ts';
import type { Finding } from './finding.ts';

/** What is about more than one instance: an engine that does not answer, schedules that failed. */
export function sharedFindings(
  settings: AlertSettings,
  statuses: readonly InstanceStatus[],
  schedules: readonly ScheduleState[],
): readonly Finding[] {
  return [...engineFindings(settings, statuses), ...schedules.flatMap((one) => scheduleFinding(settings, one))];
}

function engineFindings(settings: AlertSettings, statuses: readonly InstanceStatus[]): readonly Finding[] {
  const away = statuses.filter(
    ({ id, problem }) => problem?.code === 'ENGINE_UNREACHABLE' && rulesOf(settings, id).down.on,
  );
  if (away.length === 0) return [];
  const title = ENGINE_UNREACHABLE;
  const detail = `The Docker engine does not answer, so the state of ${counted(away.length, 'instance')} is not known: ${away.map(({ id }) => id).join(', ')}. Start Docker.`;
  return [{ id: 'down:engine', rule: 'down', instance: null, level: 'fail', title, detail, strength: 'raise' }];
}

function scheduleFinding(settings: AlertSettings, schedule: ScheduleState): readonly Finding[] {
  const { id, instance, lastRun, enabled } = schedule;
  const { scheduleFailed } = instance === null ? settings.rules : rulesOf(settings, instance);
  if (!scheduleFailed.on || !enabled || !lastRun || lastRun.ok) return [];
  return [
    {
      id: `schedule-failed:${id}`,
      rule: 'schedule-failed',
      instance,
      level: 'fail',
      title: `The scheduled backup of ${instance ?? 'all tenants'} failed`,
      detail: lastRun.message,
      strength: 'raise',
    },
  ];
}
