import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { formatTime } from '../../format/format.ts';

export const listDestroyed = defineAction({
  name: 'list-destroyed',
  summary: 'List the destroyed tenants that can be brought back',
  flags: [],
  async run(context) {
    const api = await context.api();
    const destroyed = await context.stop.orStop(api.tenants.destroyed());
    const now = Date.now();
    const lines = destroyed.flatMap(({ safetyBackup, id, port, keys, bytesOnDisk, destroyedAt, undoUntil }) => [
      `${safetyBackup}`,
      `  Client: ${id}, port ${port}, ${keys === null ? 'keys not known' : counted(keys, 'key')}, ${formatBytes(bytesOnDisk)}`,
      `  Destroyed: ${formatTime(destroyedAt, now)}; kept until ${undoUntil.slice(0, 10)}`,
    ]);
    context.output.answer(destroyed, lines.length > 0 ? lines : ['No destroyed tenant is kept.']);
    return exitCodes.done;
  },
});
