import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { confirmLoss } from '../../cli/confirm-loss.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';

export const restart = defineAction({
  name: 'restart',
  summary: 'Stop an instance and start it again',
  details: [
    'What the environment asks for is applied on the way: REDIS_PORT=6381 moves main to that port,',
    'REDIS_PASSWORD=… sets its password.',
    'With persistence none it holds its keys in memory only: it asks before they are lost (--yes yes answers that).',
  ],
  flags: instanceFlags,
  async run(context, args) {
    const id = instanceOf(args);
    const acceptsLoss = await confirmLoss(context, id, 'Restart', args.yes);
    return changeState(context, id, (api) => api.instances.restart({ id, acceptsLoss }));
  },
});
