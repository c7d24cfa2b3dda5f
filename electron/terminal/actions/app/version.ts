import { version as number, productName } from '../../../../package.json';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';

export const version = defineAction({
  name: 'version',
  summary: 'Show the version of this program',
  flags: [],
  async run({ output }) {
    output.answer({ name: productName, version: number }, [`${productName} ${number}`]);
    return exitCodes.done;
  },
});
