import type { Api } from '../../../../shared/contract/contract.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { refuseReplica } from '../../cli/refuse-replica.ts';
import { undoLine } from '../../cli/undo-line.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { escapeControls } from '../../format/printable.ts';
import * as backupWords from './words.ts';

/** How many clients are named; the others are counted. */
const NAMED_CLIENTS = 4;

export const flush = defineAction({
  name: 'flush',
  summary: backupWords.removeAllKeysOfOneDatabase,
  details: ['--database N or all (0). --action undo brings the keys back.'],
  flags: [...instanceFlags, 'database'],
  async run(context, args) {
    const instance = instanceOf(args);
    const database = args.database ?? 0;
    const which = database === 'all' ? backupWords.allDatabases : backupWords.database(database);
    await refuseReplica(context, instance, 'flush');
    await context.questions.confirm({
      yes: args.yes,
      what: backupWords.flushRemovesKeys(which, instance),
      lost: async () => whatIsLost(await context.api(), instance, database),
      question: backupWords.flushWhichOfInstance(which, instance),
    });
    const { result: done } = await perform(context, (api) => api.backups.flush({ instance, database }));
    const undo = done.safetyBackup === null ? '' : ` ${undoLine(instance)}`;
    context.output.answer(done, [
      backupWords.removedCountedFromWhichOfInstance(counted(done.removedKeys, 'key'), which, instance, undo),
    ]);
    return exitCodes.done;
  },
});

async function whatIsLost(api: Api, id: string, database: number | 'all'): Promise<string[]> {
  const { databases, clients, estimatedBytes, freeBytes } = await api.backups.flushPreview({ instance: id });
  const hit = databases.filter(({ index }) => database === 'all' || index === database);
  const lines = [
    backupWords.thisRemoves,
    ...hit.map(({ index, keys }) => backupWords.dbIndexCounted(index, counted(keys, 'key'))),
  ];
  if (hit.length === 0) lines.push(backupWords.nothingThereAreNoKeys);
  if (clients !== null) {
    const connected = clients.reduce((sum, { count }) => sum + count, 0);
    const named = clients.slice(0, NAMED_CLIENTS).map(({ name }) => escapeControls(name));
    const names = named.length === 0 ? '' : `: ${named.join(', ')}`;
    lines.push(`  ${counted(connected, backupWords.connectedClient)}${names}`);
  }
  if (estimatedBytes !== null && freeBytes !== null) {
    lines.push(backupWords.safetyBackupNeeds(formatBytes(estimatedBytes), formatBytes(freeBytes)));
  }
  return [...lines, backupWords.aSafetyBackupIsTakenFirst];
}
