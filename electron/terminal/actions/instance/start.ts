import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as instanceWords from './words.ts';

export const start = defineAction({
  name: 'start',
  summary: instanceWords.startAnInstance,
  flags: instanceFlags,
  run(context, args) {
    const id = instanceOf(args);
    return changeState(context, id, (api) => api.instances.start({ id }));
  },
});
