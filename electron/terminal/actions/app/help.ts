import { type Action, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { helpDocument, helpLines } from '../../cli/print-help.ts';
import * as appWords from './words.ts';

/** Help on all actions, itself among them: it loads them when it runs. */
export function helpOn(all: () => Promise<readonly Action[]>): Action {
  return defineAction({
    name: 'help',
    summary: appWords.showThis,
    flags: [],
    async run({ output }) {
      const actions = await all();
      output.answer(helpDocument(actions), helpLines(actions));
      return exitCodes.done;
    },
  });
}
