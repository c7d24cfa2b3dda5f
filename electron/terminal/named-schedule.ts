import type { Api } from '../../shared/contract/contract.ts';
import type { ScheduleState } from '../../shared/contract/schedule.ts';
import { badUsage } from './bad-usage.ts';
import type { Arguments } from './flags.ts';
import { shortId } from './print-schedule.ts';
import type { StopRequest } from './stop-request.ts';

/** The schedule that `--schedule` names by its id or the beginning of it. @throws AppError BAD_VALUE when it names none, or several */
export async function namedSchedule(
  action: string,
  api: Api,
  stop: StopRequest,
  args: Arguments<'schedule'>,
): Promise<ScheduleState> {
  const all = await stop.orStop(api.schedules.list());
  const ids = all.map(({ id }) => shortId(id)).join(', ') || 'there is none yet';
  if (args.schedule === undefined) {
    throw badUsage('--schedule', ids, `${action} needs a schedule: add --schedule ID (${ids}).`);
  }
  const [found, ...more] = all.filter(({ id }) => id.startsWith(args.schedule ?? ''));
  if (found && more.length === 0) return found;
  const why = found ? 'names several schedules' : 'names no schedule';
  throw badUsage('--schedule', ids, `--schedule: "${args.schedule}" ${why}: give one of ${ids}.`);
}
