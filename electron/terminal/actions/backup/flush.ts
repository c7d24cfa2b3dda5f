import type { Api } from '../../../../shared/contract/contract.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { refuseReplica } from '../../cli/refuse-replica.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { undoLine } from './undo-line.ts';
import * as backupWords from './words.ts';

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
      what: backupWords.removesTheKeysOfWhichOf(which, instance),
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
  const status = await api.instances.status({ id });
  const hit = status.databases.filter(({ index }) => database === 'all' || index === database);
  const lines = [
    backupWords.thisRemoves,
    ...hit.map(({ index, keys }) => backupWords.dbIndexCounted(index, counted(keys, 'key'))),
  ];
  if (hit.length === 0) lines.push(backupWords.nothingThereAreNoKeys);
  if (status.clients.connected !== null)
    lines.push(`  ${counted(status.clients.connected, backupWords.connectedClient)}`);
  return [...lines, backupWords.aSafetyBackupIsTakenFirst];
}
