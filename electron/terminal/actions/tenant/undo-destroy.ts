import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';

export const undoDestroy = defineAction({
  name: 'undo-destroy',
  summary: 'Bring a destroyed tenant back, with its keys',
  details: ['--client-id takes the newest destruction of that tenant, --safety-backup a certain one.'],
  flags: ['client-id', 'safety-backup'],
  async run(context, args) {
    const api = await context.api();
    const { 'safety-backup': named, 'client-id': id } = args;
    const kept = await context.stop.orStop(api.tenants.destroyed());
    const safetyBackup = named ?? kept.find((entry) => entry.id === id)?.safetyBackup;
    if (safetyBackup === undefined) {
      const expected = 'a name that --action list-destroyed gives';
      const which =
        id === undefined ? 'undo-destroy needs --client-id or --safety-backup' : `No destroyed tenant "${id}" is kept`;
      throw badUsage(
        id === undefined ? '--safety-backup' : '--client-id',
        expected,
        `${which}: see --action list-destroyed.`,
      );
    }
    const { result: back } = await perform(context, (face) => face.tenants.undoDestroy({ safetyBackup }));
    context.output.answer(back, [`Tenant ${back.client} is back on port ${back.port}.`]);
    return exitCodes.done;
  },
});
