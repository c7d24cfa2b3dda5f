import type { Api } from '../../../../shared/contract/contract.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { refuseReplica } from '../../cli/refuse-replica.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { undoLine } from './restore.ts';

export const flush = defineAction({
  name: 'flush',
  summary: 'Remove all keys of a database, or of all, after a safety backup',
  details: ['--database N or all (0). --action undo brings the keys back.'],
  flags: [...instanceFlags, 'database'],
  async run(context, args) {
    const instance = instanceOf(args);
    const database = args.database ?? 0;
    const which = database === 'all' ? 'all databases' : `database ${database}`;
    await refuseReplica(context, instance, 'flush');
    await context.questions.confirm({
      yes: args.yes,
      what: `removes the keys of ${which} of ${instance}`,
      lost: async () => whatIsLost(await context.api(), instance, database),
      question: `Flush ${which} of ${instance}?`,
    });
    const { result: done } = await perform(context, (api) => api.backups.flush({ instance, database }));
    const undo = done.safetyBackup === null ? '' : ` ${undoLine(instance)}`;
    context.output.answer(done, [`Removed ${counted(done.removedKeys, 'key')} from ${which} of ${instance}.${undo}`]);
    return exitCodes.done;
  },
});

async function whatIsLost(api: Api, id: string, database: number | 'all'): Promise<string[]> {
  const status = await api.instances.status({ id });
  const hit = status.databases.filter(({ index }) => database === 'all' || index === database);
  const lines = ['This removes:', ...hit.map(({ index, keys }) => `  db${index}: ${counted(keys, 'key')}`)];
  if (hit.length === 0) lines.push('  nothing: there are no keys');
  if (status.clients.connected !== null) lines.push(`  ${counted(status.clients.connected, 'connected client')}`);
  return [...lines, 'A safety backup is taken first.'];
}
