import type { Api } from '../../../shared/contract/contract.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { badUsage } from '../flags/bad-usage.ts';
import { byBeginning, idsOf } from '../flags/by-beginning.ts';
import type { Arguments } from '../flags/flags.ts';
import type { StopRequest } from './stop-request.ts';
import * as cliWords from './words.ts';

/**
 * The schedule that `--schedule` names by its id or the beginning of it. @throws AppError NOT_FOUND, BAD_VALUE if it
 * matches several, or is omitted
 */
export async function namedSchedule(
  action: string,
  api: Api,
  stop: StopRequest,
  args: Arguments<'schedule'>,
): Promise<ScheduleState> {
  const all = await stop.orStop(api.schedules.list());
  if (args.schedule === undefined) {
    const ids = idsOf(all);
    throw badUsage('--schedule', ids, cliWords.actionNeedsAScheduleAddSchedule(action, ids));
  }
  return byBeginning(all, { flag: '--schedule', given: args.schedule, what: cliWords.schedule });
}
