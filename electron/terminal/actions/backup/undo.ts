import type { UndoOffer } from '../../../../shared/contract/backup.ts';
import type { SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { refuseReplica } from '../../cli/refuse-replica.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { formatTime } from '../../format/format.ts';

export const undo = defineAction({
  name: 'undo',
  summary: 'Restore the data that an instance held before the last restore, flush or eviction',
  details: [
    'It can be undone itself: what is there now is saved first. Where something else has changed the instance since,',
    '--backup-name names the safety backup that is meant: without a terminal it is needed then, beside --yes yes.',
  ],
  flags: [...instanceFlags, 'backup-name'],
  async run(context, args) {
    const instance = instanceOf(args);
    await refuseReplica(context, instance, 'restore');
    const offer = await context.stop.orStop((await context.api()).backups.undoable({ instance }));
    const named = args['backup-name'];
    if (offer !== null) {
      if (named !== undefined && named !== offer.safetyBackup) {
        const message = `An undo of ${instance} brings back ${offer.safetyBackup}, not ${named}. Restore that with --action restore.`;
        throw badUsage('--backup-name', offer.safetyBackup, message);
      }
      const isNamed = named !== undefined;
      if (offer.newer !== null && !isNamed && !context.questions.possible) throw notTheLast(instance, offer);
      await context.questions.confirm({
        // A yes in a script means the last change: an older one is named, or asked for.
        yes: offer.newer !== null && !isNamed ? undefined : args.yes,
        what: `replaces the data of ${instance} by ${stateOf(offer)}`,
        lost: async () => [
          `This takes back the ${changeOf(offer)} ${formatTime(offer.at, Date.now())}.`,
          ...(offer.newer === null
            ? []
            : [
                `That was not the most recent change: "${offer.newer.title}" ${formatTime(offer.newer.at, Date.now())}.`,
              ]),
          `${instance} will hold ${stateOf(offer)}. What is there now is saved first.`,
        ],
        question: 'Undo it?',
      });
    }
    const safetyBackup = offer?.safetyBackup;
    if (offer?.what === 'settings') await revertFirst(context, instance, offer.safetyBackup);
    const { result: done } = await perform(context, (api) => api.backups.undo({ instance, safetyBackup }));
    const of = offer === null ? '' : ` the ${changeOf(offer)} ${formatTime(offer.at, Date.now())}`;
    context.output.answer(done, [
      `${instance} holds what it held before${of}: ${counted(done.keys, 'key')}, from ${done.backup}.`,
    ]);
    return exitCodes.done;
  },
});

const changes = { flush: 'flush', restore: 'restore', undo: 'undo', settings: 'change of settings' } as const;

function changeOf({ what, backup }: UndoOffer): string {
  return backup === null ? changes[what] : `${changes[what]} of ${backup}`;
}

function stateOf({ keys, asOf, safetyBackup }: UndoOffer): string {
  const count = keys === null ? 'the keys' : counted(keys, 'key');
  return `${count} as of ${formatTime(asOf, Date.now())} (${safetyBackup})`;
}

function notTheLast(instance: string, offer: UndoOffer) {
  const since = `"${offer.newer?.title}" came after it ${formatTime(offer.newer?.at ?? offer.at, Date.now())}`;
  const message = `An undo of ${instance} would take back the ${changeOf(offer)} ${formatTime(offer.at, Date.now())}, but ${since}. To go back to ${stateOf(offer)} all the same, add --backup-name ${offer.safetyBackup}.`;
  return badUsage('--backup-name', offer.safetyBackup, message);
}

/** With the old limit the keys would be evicted again: it goes back first, unless it was reverted already. */
async function revertFirst(context: ActionContext, id: string, safetyBackup: string): Promise<void> {
  const api = await context.api();
  const [last] = await context.stop.orStop(api.settings.history({ id }));
  if (last?.safetyBackup !== safetyBackup || !last.revertible) return;
  const wish: SettingsChangeRequest = { kind: 'revert', entry: last.id };
  const { hash } = await context.stop.orStop(api.settings.plan({ id, wish }));
  await perform(context, () => api.settings.apply({ id, wish, hash }));
}
