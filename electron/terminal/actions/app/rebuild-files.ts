import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import * as appWords from './words.ts';

export const rebuildFiles = defineAction({
  name: 'rebuild-files',
  summary: appWords.backUpAndRebuildDamagedFiles,
  details: [appWords.damagedFilesAreSetAside, appWords.andRebuildsThem],
  flags: [],
  async run({ api, output, stop }) {
    const { recovery } = await api();
    const result = await stop.orStop(recovery.rebuild());
    const { folder, files } = result;
    const lines = files.map(({ file, how, message }) => {
      const text = `${file}: ${appWords.rebuiltBy[how]}`;
      return message === null ? `${text}.` : output.style.danger(`${text}: ${message}`);
    });
    output.answer(
      result,
      folder === null ? [appWords.noFileIsDamaged] : [...lines, appWords.damagedFilesPlace(folder)],
    );
    return files.some(({ how }) => how === 'failed') ? exitCodes.failed : exitCodes.done;
  },
});
