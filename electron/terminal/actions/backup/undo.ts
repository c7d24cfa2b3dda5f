import type { UndoOffer } from '../../../../shared/contract/backup.ts';
import type { UndoPack } from '../../../../shared/contract/key-change.ts';
import type { SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import type { Confirmation } from '../../cli/questions.ts';
import { refuseReplica } from '../../cli/refuse-replica.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { formatTime } from '../../format/format.ts';
import * as backupWords from './words.ts';

export const undo = defineAction({
  name: 'undo',
  summary: backupWords.restoreTheDataThatAnInstance,
  details: [
    backupWords.anUndoCanBeUndoneToo,
    backupWords.existingReplaceUndoesKeysToo,
    '--backup-name names the safety backup that is meant: without a terminal it is needed then, beside --yes yes.',
  ],
  flags: [...instanceFlags, 'backup-name', 'existing'],
  async run(context, args) {
    const instance = instanceOf(args);
    await refuseReplica(context, instance, 'restore');
    const offer = await context.stop.orStop((await context.api()).backups.undoable({ instance }));
    const named = args['backup-name'];
    const pack = named === undefined ? await newerKeys(context, instance, offer) : null;
    if (args.existing === 'newer') {
      throw badUsage('--existing', backupWords.skipOrReplace, backupWords.anUndoOfKeysTakesSkipOrReplace);
    }
    if (pack !== null) return undoKeys(context, instance, pack, args.yes, args.existing === 'replace');
    if (args.existing !== undefined) {
      throw badUsage('--existing', backupWords.leftOutHere, backupWords.existingIsForAnUndoOfKeys);
    }
    if (offer !== null) {
      if (named !== undefined && named !== offer.safetyBackup) {
        const message = backupWords.anUndoOfInstanceRestoresSafety(instance, offer.safetyBackup, named);
        throw badUsage('--backup-name', offer.safetyBackup, message);
      }
      const isNamed = named !== undefined;
      if (offer.newer !== null && !isNamed && !context.questions.possible) throw notTheLast(instance, offer);
      await context.questions.confirm({
        // In a script, yes means the last change; an older one must be named, or is asked for.
        yes: offer.newer !== null && !isNamed ? undefined : args.yes,
        what: backupWords.undoReplacesData(instance, stateOf(offer)),
        lost: async () => [
          backupWords.thisUndoesTheOfferFormatTime(changeOf(offer), formatTime(offer.at, Date.now())),
          ...(offer.newer === null
            ? []
            : [backupWords.thatWasNotTheMostRecent(offer.newer.title, formatTime(offer.newer.at, Date.now()))]),
          backupWords.instanceWillHoldOfferTheCurrent(instance, stateOf(offer)),
        ],
        question: backupWords.undoIt,
      });
    }
    const safetyBackup = offer?.safetyBackup;
    if (offer?.what === 'settings') await revertFirst(context, instance, offer.safetyBackup);
    const { result: done } = await perform(context, (api) => api.backups.undo({ instance, safetyBackup }));
    const of = offer === null ? '' : backupWords.theOfferFormatTime(changeOf(offer), formatTime(offer.at, Date.now()));
    context.output.answer(done, [
      backupWords.instanceHasTheDataFromBefore(instance, of, counted(done.keys, 'key'), done.backup),
    ]);
    return exitCodes.done;
  },
});

/** The last change of keys, unless a later change can be undone from a safety backup. */
async function newerKeys(context: ActionContext, instance: string, offer: UndoOffer | null): Promise<UndoPack | null> {
  const [pack] = await context.stop.orStop((await context.api()).keyspace.undoPacks({ instance }));
  return pack !== undefined && (offer === null || pack.at > offer.at) ? pack : null;
}

async function undoKeys(
  context: ActionContext,
  instance: string,
  { undoPack, at, changed }: UndoPack,
  yes: Confirmation['yes'],
  overwrite: boolean,
): Promise<number> {
  const keys = counted(changed, 'key');
  // Only then the values that it replaces are kept.
  if (overwrite) {
    const { warning } = await context.stop.orStop((await context.api()).keyspace.undoWarning());
    if (warning !== null) context.output.note(warning);
  }
  await context.questions.confirm({
    yes,
    what: backupWords.restoresFormerValues(keys, instance),
    lost: async () => [backupWords.thisUndoesTheChangeOfKeys(keys, formatTime(at, Date.now()))],
    question: backupWords.undoIt,
  });
  const { result: done } = await perform(context, (api) => api.keyspace.undo({ instance, undoPack, overwrite }));
  const skipped = done.skipped === 0 ? '' : backupWords.skippedBecauseChanged(counted(done.skipped, 'key'));
  context.output.answer(done, [
    backupWords.keysHaveTheirFormerValues(counted(done.changed, 'key'), instance, skipped),
    ...(done.left ?? []).map((name) => `  ${name}`),
  ]);
  return exitCodes.done;
}

const changes = { flush: 'flush', restore: 'restore', undo: 'undo', settings: backupWords.changeOfSettings } as const;

function changeOf({ what, backup }: UndoOffer): string {
  return backup === null ? changes[what] : backupWords.valueOfBackup(changes[what], backup);
}

function stateOf({ keys, asOf, safetyBackup }: UndoOffer): string {
  const count = keys === null ? backupWords.theKeys : counted(keys, 'key');
  return backupWords.countAsOfFormatTimeSafety(count, formatTime(asOf, Date.now()), safetyBackup);
}

function notTheLast(instance: string, offer: UndoOffer) {
  const since = backupWords.titleCameAfterItFormatTime(
    offer.newer?.title,
    formatTime(offer.newer?.at ?? offer.at, Date.now()),
  );
  const message = backupWords.anUndoOfInstanceWouldUndo(
    instance,
    changeOf(offer),
    formatTime(offer.at, Date.now()),
    since,
    stateOf(offer),
    offer.safetyBackup,
  );
  return badUsage('--backup-name', offer.safetyBackup, message);
}

/** The old limit would evict the keys again, so the limit is reverted first unless it already was. */
async function revertFirst(context: ActionContext, id: string, safetyBackup: string): Promise<void> {
  const api = await context.api();
  const [last] = await context.stop.orStop(api.settings.history({ id }));
  if (last?.safetyBackup !== safetyBackup || !last.revertible) return;
  const request: SettingsChangeRequest = { kind: 'revert', entry: last.id };
  const { hash } = await context.stop.orStop(api.settings.plan({ id, request }));
  await perform(context, () => api.settings.apply({ id, request, hash }));
}
