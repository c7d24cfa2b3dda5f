import { AppError } from '../../../../shared/contract/errors.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import * as tenantWords from './words.ts';

export const undoDestroy = defineAction({
  name: 'undo-destroy',
  summary: tenantWords.undoDestroySummary,
  details: ['--client-id recovers the tenant as it was last destroyed, --safety-backup an earlier copy.'],
  flags: ['client-id', 'safety-backup'],
  async run(context, args) {
    const { 'safety-backup': named, 'client-id': id } = args;
    if (named === undefined && id === undefined) {
      const message = tenantWords.undoDestroyNeedsAName;
      throw badUsage('--safety-backup', tenantWords.aNameFromActionListDestroyed, message);
    }
    const api = await context.api();
    const kept = await context.stop.orStop(api.tenants.destroyed());
    const safetyBackup = named ?? kept.find((entry) => entry.id === id)?.safetyBackup;
    if (safetyBackup === undefined) {
      const message = tenantWords.noDestroyedTenantIdIsKept(id);
      throw new AppError('NOT_FOUND', message, { what: tenantWords.destroyedTenant, id: id ?? '' });
    }
    const { result: back } = await perform(context, (core) => core.tenants.undoDestroy({ safetyBackup }));
    context.output.answer(back, [tenantWords.tenantClientIsRecoveredOnPort(back.client, back.port)]);
    return exitCodes.done;
  },
});
