import type { UpgradePlan } from '../../../shared/contract/settings.ts';
import { defineAction } from '../action.ts';
import { changeState } from '../change-state.ts';
import { exitCodes } from '../exit-codes.ts';
import { counted } from '../format.ts';
import { instanceFlags, instanceOf, nameOf } from '../instance-of.ts';
import type { Style } from '../style.ts';

export const upgrade = defineAction({
  name: 'upgrade',
  summary: 'Bring an instance to a newer Redis, with the same data and settings',
  details: [
    'A safety backup is taken first. In Docker --image names the new image (REDIS_IMAGE); a process runs the program',
    'that is installed now. If it does not come up with all its keys, the old one comes back.',
  ],
  flags: [...instanceFlags, 'image', 'dry-run'],
  async run(context, args) {
    const { output, stop } = context;
    const wish = { id: instanceOf(args), image: args.image };
    if (!args['dry-run']) return changeState(context, wish.id, (api) => api.settings.upgrade(wish));
    const plan = await stop.orStop((await context.api()).settings.planUpgrade(wish));
    output.answer(plan, planLines(plan, output.style));
    return exitCodes.done;
  },
});

function planLines({ id, from, to, keys, blocked, steps }: UpgradePlan, style: Style): string[] {
  const shown = ({ version, image }: UpgradePlan['from']) =>
    [`Redis ${version ?? 'of a version not known yet'}`, image].filter(Boolean).join(', ');
  const held = keys === null ? '' : `, with ${counted(keys, 'key')}`;
  return [
    `${nameOf(id)}${held}: from ${shown(from)} to ${shown(to)}; nothing is done yet.`,
    ...(blocked === null
      ? steps.map((step, index) => `${index + 1}. ${step}`)
      : [style.danger(`It cannot be done: ${blocked}`)]),
  ];
}
