import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { formatTime } from '../../format/format.ts';
import * as tenantWords from './words.ts';

export const listDestroyed = defineAction({
  name: 'list-destroyed',
  summary: tenantWords.listDestroyedSummary,
  flags: [],
  async run(context) {
    const api = await context.api();
    const destroyed = await context.stop.orStop(api.tenants.destroyed());
    const now = Date.now();
    const lines = destroyed.flatMap(
      ({ safetyBackup, id, port, keys, bytesOnDisk, destroyedAt, undoUntil, movedTo }) => [
        `${safetyBackup}`,
        tenantWords.destroyedTenantFacts(
          id,
          port,
          keys === null ? tenantWords.keysUnknown : counted(keys, 'key'),
          formatBytes(bytesOnDisk),
        ),
        ...(movedTo === undefined ? [] : [tenantWords.oldCopyBeforeMoveTo(movedTo)]),
        tenantWords.destroyedFormatTimeKeptUntilUndo(formatTime(destroyedAt, now), undoUntil.slice(0, 10)),
      ],
    );
    context.output.answer(destroyed, lines.length > 0 ? lines : [tenantWords.noDestroyedTenantIsKept]);
    return exitCodes.done;
  },
});
