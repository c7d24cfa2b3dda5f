import type { RestorePreview } from '../../../../shared/contract/backup.ts';
import type { Api } from '../../../../shared/contract/contract.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import { isFutureDated } from '../../../../shared/future-dated.ts';
import { defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { withDataChoice } from '../../cli/data-choice.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { newTenantFlags, newTenantOf } from '../../cli/new-tenant.ts';
import { perform } from '../../cli/perform.ts';
import { refuseReplica } from '../../cli/refuse-replica.ts';
import { undoLine } from '../../cli/undo-line.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { formatDuration, formatTime } from '../../format/format.ts';
import { choosesKeys, chosenKeysFlags, restoreChosenKeys } from './restore-chosen-keys.ts';
import * as backupWords from './words.ts';

export const restore = defineAction({
  name: 'restore',
  summary: backupWords.replaceTheDataOfAnInstance,
  details: [
    backupWords.restoreIsSafe,
    '--action undo reverts it while that safety backup is kept.',
    '--to-client ID restores into a new tenant; --runtime, --port and --memory work as in create-client.',
    backupWords.ifAnArchiveHoldsADump,
    backupWords.withPatternKeyOrPrefix,
    backupWords.dryRunShowsWhatARestore,
    backupWords.existingKeysStayUnless,
  ],
  flags: [...instanceFlags, 'backup-name', 'into', 'data', ...newTenantFlags, ...chosenKeysFlags],
  async run(context, args) {
    if (choosesKeys(args)) return restoreChosenKeys(context, args);
    const instance = instanceOf(args);
    const name = namedBackup('restore', args);
    const newTenant = newTenantOf(args);
    const into = newTenant?.id ?? args.into ?? instance;
    const request = newTenant ? { instance, name, newTenant } : { instance, name, into };
    // Reject an unknown backup before the first question.
    const preview = await context.stop.orStop((await context.api()).backups.restorePreview(request));
    // A restore into a new tenant loses nothing.
    if (!newTenant) {
      await refuseReplica(context, into, 'restore');
      await context.questions.confirm({
        instance: into,
        yes: args.yes,
        what: backupWords.replacesDataWithBackup(into, name),
        lost: async () => beside(preview),
        question: backupWords.restoreQuestion(name, into),
      });
    }
    if (preview.warning !== null && (newTenant || args.yes === 'yes')) context.output.note(preview.warning);
    const { result: done } = await withDataChoice(context, args.data, (data) =>
      perform(context, (api) => api.backups.restore({ ...request, data })),
    );
    const expired = done.expiredSince ? backupWords.expiredSinceBackup(formatCount(done.expiredSince)) : '';
    const evicted = done.evicted ? backupWords.evictedWereEvictedByTheMemory(formatCount(done.evicted), into) : '';
    const undo = done.safetyBackup === null ? '' : ` ${undoLine(into)}`;
    const seconds = (done.durationMs / 1000).toFixed(1);
    const where = newTenant ? backupWords.newTenantNamed(into) : into;
    const lines = [backupWords.restoredBackup(name, where, counted(done.keys, 'key'), seconds, expired, evicted, undo)];
    if (newTenant) lines.push(await urlLine(await context.api(), into));
    context.output.answer(done, lines);
    return exitCodes.done;
  },
});

async function urlLine(api: Api, id: string): Promise<string> {
  const { url } = await api.tenants.get({ id });
  return backupWords.url(url);
}

/** The current data and the data after the restore, in figures. */
function beside({ backup, now, into, problem, warning }: RestorePreview): string[] {
  const clock = Date.now();
  const age = isFutureDated(backup, clock)
    ? backupWords.datedInTheFuture
    : backupWords.olderBy(formatDuration(Math.max(0, clock - Date.parse(backup.createdAt)) / 1000));
  const keysNow = now.keys === null ? backupWords.unknownBecauseItIsState(now.state) : counted(now.keys, 'key');
  const memory = now.memoryBytes === null ? '' : backupWords.memoryBytesInMemory(formatBytes(now.memoryBytes));
  const keysThen = backup.keys === null ? backupWords.keysNotCountedYet : counted(backup.keys, 'key');
  const lines = [
    backupWords.restoreReplacesData(into),
    backupWords.nowKeysNowMemory(keysNow, memory),
    backupWords.afterKeysThenAsOfFormat(keysThen, formatTime(backup.createdAt, Date.now()), age),
  ];
  if (now.connectedClients)
    lines.push(backupWords.countedWillBeDisconnected(counted(now.connectedClients, backupWords.connectedClient)));
  lines.push(backup.proof?.ok ? backupWords.theBackupIsVerified : backupWords.theBackupIsNotVerified);
  if (warning !== null) lines.push(`  ${warning}`);
  if (problem !== null) lines.push(`  ${problem}`);
  return [...lines, backupWords.aSafetyBackupOfTheCurrent];
}
