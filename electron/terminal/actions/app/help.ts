import { type Action, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { helpDocument, helpLines } from '../../cli/print-help.ts';

/** Help on all actions, itself among them: hence asked for when it is run. */
export function helpOn(all: () => readonly Action[]): Action {
  return defineAction({
    name: 'help',
    summary: 'Show this',
    flags: [],
    async run({ output }) {
      output.answer(helpDocument(all()), helpLines(all()));
      return exitCodes.done;
    },
  });
}
