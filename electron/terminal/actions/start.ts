import { defineAction } from '../action.ts';
import { changeState } from '../change-state.ts';
import { instanceFlags, instanceOf } from '../instance-of.ts';

export const start = defineAction({
  name: 'start',
  summary: 'Start an instance',
  flags: instanceFlags,
  run(context, args) {
    const id = instanceOf(args);
    return changeState(context, id, (api) => api.instances.start({ id }));
  },
});
