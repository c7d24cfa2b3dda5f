import type { UpgradePlan } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { instanceFlags, instanceOf, nameOf } from '../../flags/instance-of.ts';
import type { Style } from '../../format/style.ts';
import * as instanceWords from './words.ts';

export const upgrade = defineAction({
  name: 'upgrade',
  summary: instanceWords.upgradeAnInstanceToANewer,
  details: [instanceWords.aSafetyBackupIsTakenFirst, instanceWords.upgradeIsSafe],
  flags: [...instanceFlags, 'image', 'dry-run'],
  async run(context, args) {
    const { output, stop } = context;
    const request = { id: instanceOf(args), image: args.image };
    if (!args['dry-run']) return changeState(context, request.id, (api) => api.settings.upgrade(request));
    const plan = await stop.orStop((await context.api()).settings.planUpgrade(request));
    output.answer(plan, planLines(plan, output.style));
    return exitCodes.done;
  },
});

function planLines({ id, from, to, keys, blocked, steps }: UpgradePlan, style: Style): string[] {
  const shown = ({ version, image }: UpgradePlan['from']) =>
    [instanceWords.redisVersion(version ?? instanceWords.ofAnUnknownVersion), image].filter(Boolean).join(', ');
  const held = keys === null ? '' : instanceWords.withCounted(counted(keys, 'key'));
  return [
    instanceWords.upgradeDryRun(nameOf(id), held, shown(from), shown(to)),
    ...(blocked === null
      ? steps.map((step, index) => `${index + 1}. ${step}`)
      : [style.danger(instanceWords.itCannotBeDoneBlocked(blocked))]),
  ];
}
