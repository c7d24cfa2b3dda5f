import { type Action, type ActionTopic, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { manPage } from '../../cli/man-page.ts';
import { helpDocument, helpLines } from '../../cli/print-help.ts';
import * as appWords from './words.ts';

/** Prints the help. It includes this action, so the actions are loaded when it runs. */
export function helpOn(topics: () => Promise<readonly ActionTopic[]>): Action {
  return defineAction({
    name: 'help',
    summary: appWords.listAllActionsAndFlags,
    flags: ['man'],
    async run({ output }, { man }) {
      const found = await topics();
      const actions = found.flatMap((one) => one.actions);
      if (man === true) {
        const text = manPage(found);
        output.text({ text }, text);
      } else output.answer(helpDocument(actions), helpLines(found));
      return exitCodes.done;
    },
  });
}
