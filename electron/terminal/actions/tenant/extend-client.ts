import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { requireClientId } from '../../cli/require-client.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { branchLines, secondsOf } from './create-branch.ts';
import * as tenantWords from './words.ts';

export const extendClient = defineAction({
  name: 'extend-client',
  summary: tenantWords.changeWhenABranchExpires,
  details: [tenantWords.expiresCountsFromNow],
  flags: ['client-id', 'expires'],
  async run(context, args) {
    const id = requireClientId(args, 'extend-client');
    if (args.expires === undefined) {
      throw badUsage('--expires', tenantWords.aTimeOrNone, tenantWords.extendClientNeedsExpires);
    }
    const expiresInSeconds = secondsOf(args.expires);
    const api = await context.api();
    const extended = await context.stop.orStop(api.tenants.setExpiry({ id, expiresInSeconds }));
    context.output.answer(extended, [tenantWords.client(extended.client), ...branchLines(extended)]);
    return exitCodes.done;
  },
});
