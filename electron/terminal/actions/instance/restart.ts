import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';

export const restart = defineAction({
  name: 'restart',
  summary: 'Stop an instance and start it again',
  details: [
    'What the environment asks for is applied on the way: REDIS_PORT=6381 moves main to that port,',
    'REDIS_PASSWORD=… sets its password.',
  ],
  flags: instanceFlags,
  run(context, args) {
    const id = instanceOf(args);
    return changeState(context, id, (api) => api.instances.restart({ id, acceptsLoss: args.yes === 'yes' }));
  },
});
