import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { confirmLoss } from '../../cli/confirm-loss.ts';
import { requireOnEngine } from '../../cli/require-engine.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { destroyTenant } from './destroy-client.ts';
import { projectFolder } from './up.ts';
import * as tenantWords from './words.ts';

export const down = defineAction({
  name: 'down',
  summary: tenantWords.stopTheRedisOfAProject,
  details: [tenantWords.withRemoveItIsDestroyed],
  flags: ['folder', 'remove', 'engine'],
  async run(context, args) {
    const api = await context.api();
    const { tenant: id } = await context.stop.orStop(api.projects.plan({ folder: projectFolder(args) }));
    if (args.engine !== undefined) await requireOnEngine(context, id, args.engine);
    if (args.remove !== undefined && args.remove !== 'yes' && args.remove !== 'no') {
      throw badUsage('--remove', 'yes or no', tenantWords.removeTakesYesOrNo(args.remove));
    }
    if (args.remove === 'yes') return destroyTenant(context, id, { yes: args.yes, kill: false });
    await context.stop.orStop(api.tenants.get({ id }));
    const acceptsLoss = await confirmLoss(context, id, tenantWords.stopVerb, args.yes);
    return changeState(context, id, (core) => core.instances.stop({ id, acceptsLoss }));
  },
});
