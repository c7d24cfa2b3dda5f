import type { AlertSettings } from '../../../shared/contract/alert.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { counted } from '../../../shared/format/count.ts';
import { ENGINE_UNREACHABLE } from '../../../shared/shown-state.ts';
import { rulesOf } from './defaults.ts';
import type { Finding } from './finding.ts';

/** Findings that concern more than one instance: an unreachable engine, failed schedules. */
export function sharedFindings(
  settings: AlertSettings,
  statuses: readonly InstanceStatus[],
  schedules: readonly ScheduleState[],
): readonly Finding[] {
  return [...engineFindings(settings, statuses), ...schedules.flatMap((one) => scheduleFinding(settings, one))];
}

function engineFindings(settings: AlertSettings, statuses: readonly InstanceStatus[]): readonly Finding[] {
  const affected = statuses.filter(
    ({ id, problem }) => problem?.code === 'ENGINE_UNREACHABLE' && rulesOf(settings, id).down.on,
  );
  const engines = [...new Set(affected.map(({ engine }) => engine))];
  return engines.map((engine) => {
    const lost = affected.filter((status) => status.engine === engine);
    const ids = lost.map(({ id }) => id).join(', ');
    const unknown = `so the state of ${counted(lost.length, 'instance')} is unknown: ${ids}.`;
    return {
      ...{ rule: 'down', instance: null, level: 'fail', title: ENGINE_UNREACHABLE, strength: 'raise' },
      id: engine === undefined ? 'down:engine' : `down:engine:${engine}`,
      detail:
        engine === undefined
          ? `Docker is not responding, ${unknown} Start Docker.`
          : `The machine ${engine} is not responding, ${unknown} ${lost[0]?.problem?.fix ?? ''}`.trim(),
    };
  });
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
      title: `Scheduled backup of ${instance ?? 'all tenants'} failed`,
      detail: lastRun.message,
      strength: 'raise',
    },
  ];
}
