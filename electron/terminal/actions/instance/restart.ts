import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { confirmLoss } from '../../cli/confirm-loss.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as instanceWords from './words.ts';

export const restart = defineAction({
  name: 'restart',
  summary: instanceWords.restartSummary,
  details: [
    instanceWords.theEnvironmentIsAppliedTooRedis,
    instanceWords.redisPasswordSetsItsPassword,
    instanceWords.stopWithoutPersistence,
  ],
  flags: instanceFlags,
  async run(context, args) {
    const id = instanceOf(args);
    const acceptsLoss = await confirmLoss(context, id, 'Restart', args.yes);
    return changeState(context, id, (api) => api.instances.restart({ id, acceptsLoss }));
  },
});
