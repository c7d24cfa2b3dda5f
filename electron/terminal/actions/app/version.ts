import { version as number, productName } from '../../../../package.json';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import * as appWords from './words.ts';

export const version = defineAction({
  name: 'version',
  summary: appWords.showTheVersionOfThisProgram,
  flags: [],
  async run({ output }) {
    output.answer({ name: productName, version: number }, [`${productName} ${number}`]);
    return exitCodes.done;
  },
});
