import { defineAction } from '../action.ts';
import { changeState } from '../change-state.ts';
import { instanceFlags, instanceOf } from '../instance-of.ts';

export const upgrade = defineAction({
  name: 'upgrade',
  summary: 'Bring an instance to a newer Redis, with the same data and settings',
  details: [
    'A safety backup is taken first. In Docker --image names the new image (REDIS_IMAGE); a process runs the program',
    'that is installed now. If it does not come up with all its keys, the old one comes back.',
  ],
  flags: [...instanceFlags, 'image'],
  run(context, args) {
    const id = instanceOf(args);
    return changeState(context, id, (api) => api.settings.upgrade({ id, image: args.image }));
  },
});
