import { AppError } from '../../../../shared/contract/errors.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';

export const undoDestroy = defineAction({
  name: 'undo-destroy',
  summary: 'Recover a destroyed tenant, with its keys',
  details: ['--client-id takes the newest destruction of that tenant, --safety-backup a certain one.'],
  flags: ['client-id', 'safety-backup'],
  async run(context, args) {
    const { 'safety-backup': named, 'client-id': id } = args;
    if (named === undefined && id === undefined) {
      const message = 'undo-destroy needs --client-id or --safety-backup: see --action list-destroyed.';
      throw badUsage('--safety-backup', 'a name that --action list-destroyed gives', message);
    }
    const api = await context.api();
    const kept = await context.stop.orStop(api.tenants.destroyed());
    const safetyBackup = named ?? kept.find((entry) => entry.id === id)?.safetyBackup;
    if (safetyBackup === undefined) {
      const message = `No destroyed tenant "${id}" is kept: see --action list-destroyed.`;
      throw new AppError('NOT_FOUND', message, { what: 'destroyed tenant', id: id ?? '' });
    }
    const { result: back } = await perform(context, (face) => face.tenants.undoDestroy({ safetyBackup }));
    context.output.answer(back, [`Tenant ${back.client} is back on port ${back.port}.`]);
    return exitCodes.done;
  },
});
