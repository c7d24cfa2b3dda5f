import { resolve } from 'node:path';
import { z } from 'zod';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { withDataChoice } from '../../cli/data-choice.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { toFailure } from '../../cli/failures.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupLines } from '../../format/print-backup.ts';
import * as backupWords from './words.ts';

export const importBackup = defineAction({
  name: 'import-backup',
  summary: backupWords.importAFileAsABackup,
  details: [
    backupWords.importKeepsTheFile,
    backupWords.theContentDecidesWhatAFile,
    backupWords.redisConfDecidesThenItsDates,
  ],
  flags: [...instanceFlags, 'file', 'backup-name', 'data'],
  async run(context, args) {
    const path = namedFile('import-backup', args);
    const { result: imported } = await withDataChoice(context, args.data, (data) =>
      perform(context, (api) =>
        api.backups.import({ instance: instanceOf(args), path, name: args['backup-name'], data }),
      ),
    );
    context.output.answer(imported, backupLines(imported, context.output.style, Date.now()));
    return imported.proof?.ok === false ? exitCodes.failed : exitCodes.done;
  },
});

export const exportBackup = defineAction({
  name: 'export-backup',
  summary: backupWords.writeABackupAndItsDescription,
  details: [backupWords.inAFolderTheFileGets],
  flags: [...instanceFlags, 'backup-name', 'file'],
  async run(context, args) {
    const name = namedBackup('export-backup', args);
    const path = namedFile('export-backup', args);
    const write = (overwrite: boolean) =>
      perform(context, (api) => api.backups.export({ instance: instanceOf(args), name, path, overwrite }));
    const { result: done } = await write(args.yes === 'yes').catch(async (error: unknown) => {
      const { code, message, data } = toFailure(error);
      const there = z.object({ id: z.string(), detail: z.literal('a file of that name') }).safeParse(data).data;
      if (code !== 'ALREADY_EXISTS' || !there) throw error;
      const question = backupWords.replaceId(there.id);
      const what = backupWords.replacesTheFileId(there.id);
      await context.questions.confirm({ yes: args.yes, what, lost: async () => [message], question });
      return write(true);
    });
    context.output.answer(done, [`${done.path}: ${formatBytes(done.sizeBytes)}`]);
    return exitCodes.done;
  },
});

/** Relative to the folder in which the command was run. */
function namedFile(action: string, args: Arguments<'file'>): string {
  if (args.file !== undefined) return resolve(args.file);
  throw badUsage('--file', backupWords.thePathOfAFile, backupWords.actionNeedsAFileAddFile(action));
}
