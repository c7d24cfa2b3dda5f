import { defineAction } from '../action.ts';
import { changeState } from '../change-state.ts';
import { instanceFlags, instanceOf } from '../instance-of.ts';

export const stop = defineAction({
  name: 'stop',
  summary: 'Stop an instance; its data is saved as its settings say',
  flags: instanceFlags,
  run(context, args) {
    const id = instanceOf(args);
    return changeState(context, id, (api) => api.instances.stop({ id }));
  },
});
