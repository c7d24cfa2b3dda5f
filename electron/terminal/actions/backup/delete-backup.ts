import { formatBytes } from '../../../../shared/format/bytes.ts';
import { defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupLines } from '../../format/print-backup.ts';
import * as backupWords from './words.ts';

export const deleteBackup = defineAction({
  name: 'delete-backup',
  summary: backupWords.deleteABackup,
  flags: [...instanceFlags, 'backup-name'],
  async run({ api, output, questions, stop }, args) {
    const of = { instance: instanceOf(args), name: namedBackup('delete-backup', args) };
    const { backups } = await api();
    const found = await stop.orStop(backups.get(of));
    await questions.confirm({
      yes: args.yes,
      what: backupWords.deletesBackup(of.name, of.instance),
      lost: async () => [backupWords.thisPermanentlyDeletes, ...backupLines(found, output.noteStyle, Date.now())],
      question: backupWords.deleteName(of.name),
    });
    const removed = await backups.remove(of);
    const document = { instance: of.instance, removed: [removed.name], freedBytes: removed.sizeBytes };
    output.answer(document, [backupWords.deletedNameSizeBytesFreed(removed.name, formatBytes(removed.sizeBytes))]);
    return exitCodes.done;
  },
});
