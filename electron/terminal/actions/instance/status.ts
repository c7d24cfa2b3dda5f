import { defineAction } from '../../cli/action.ts';
import { exitCodeOfState } from '../../cli/exit-codes.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { statusLines } from '../../format/print-status.ts';
import * as instanceWords from './words.ts';

export const status = defineAction({
  name: 'status',
  summary: instanceWords.showTheStatusOfAnInstance,
  details: [instanceWords.statusExitCodes],
  flags: instanceFlags,
  async run({ api, output, stop }, args) {
    const id = instanceOf(args);
    const found = await stop.orStop((await api()).instances.status({ id }));
    output.answer(found, statusLines(found, output.style, Date.now()));
    return exitCodeOfState(found.state);
  },
});
