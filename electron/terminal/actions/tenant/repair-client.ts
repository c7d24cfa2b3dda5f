import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { requireClientId } from '../../cli/require-client.ts';
import { statusLines } from '../../format/print-status.ts';
import * as tenantWords from './words.ts';

export const repairClient = defineAction({
  name: 'repair-client',
  summary: tenantWords.carryOutTheRepairThatList,
  flags: ['client-id'],
  async run(context, args) {
    const id = requireClientId(args, 'repair-client');
    const { result: repaired } = await perform(context, (api) => api.tenants.repair({ id }));
    context.output.answer(repaired, statusLines(repaired, context.output.style, Date.now()));
    return exitCodes.done;
  },
});
