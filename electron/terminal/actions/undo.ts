import { restoreResult } from '../../../shared/contract/backup.ts';
import { defineAction } from '../action.ts';
import { exitCodes } from '../exit-codes.ts';
import { counted, formatTime } from '../format.ts';
import { instanceFlags, instanceOf } from '../instance-of.ts';
import { perform } from '../perform.ts';

export const undo = defineAction({
  name: 'undo',
  summary: 'Bring back what an instance held before the last restore or flush',
  details: ['It can be undone itself: what is there now is saved first.'],
  flags: instanceFlags,
  async run(context, args) {
    const instance = instanceOf(args);
    const last = await context.stop.orStop((await context.api()).backups.undoable({ instance }));
    if (last !== null) {
      const of = last.backup === null ? last.what : `${last.what} of ${last.backup}`;
      await context.questions.confirm({
        yes: args.yes,
        what: `replaces the data of ${instance} by what was there before the ${of}`,
        lost: async () => [
          `This takes back the ${of} ${formatTime(last.at, Date.now())}; what is there now is saved first.`,
        ],
        question: 'Undo it?',
      });
    }
    const { result } = await perform(context, (api) => api.backups.undo({ instance }));
    const done = restoreResult.parse(result);
    context.output.answer(done, [
      `${instance} holds what it held before: ${counted(done.keys, 'key')}, from ${done.backup}.`,
    ]);
    return exitCodes.done;
  },
});
