import type { Api } from '../../../../shared/contract/contract.ts';
import type { Removal } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { stateWord } from '../../../../shared/shown-state.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { instanceFlags, instanceOf, nameOf } from '../../flags/instance-of.ts';
import { formatTime } from '../../format/format.ts';
import * as instanceWords from './words.ts';

export const uninstall = defineAction({
  name: 'uninstall',
  summary: instanceWords.uninstallSummary,
  details: [instanceWords.backupsAreAlwaysKept],
  flags: [...instanceFlags, 'remove-data'],
  async run(context, args) {
    const id = instanceOf(args);
    const removeData = args['remove-data'] === 'yes';
    const api = await context.api();
    if (removeData) {
      await context.questions.confirm({
        yes: args.yes,
        what: instanceWords.removesTheDataConfigurationAndLogs(id),
        lost: () => whatIsLost(api, id),
        question: instanceWords.removeIdAndItsData(id),
      });
    }
    const before = context.output.json ? null : await context.stop.orStop(api.instances.status({ id }));
    const { result: done } = await perform(context, () => api.instances.uninstall({ id, removeData }));
    const left = (done.left ?? []).map(({ path, reason }) => instanceWords.notRemovedPathReason(path, reason));
    context.output.answer(done, [outcome(done, before?.state === 'missing'), ...left]);
    return exitCodes.done;
  },
});

function outcome({ id, removedData, changed }: Removal, wasMissing: boolean): string {
  if (changed === false) return instanceWords.notInstalledUnchanged(nameOf(id));
  if (wasMissing) return instanceWords.idWasNotInstalledItsLeftover(nameOf(id));
  const rest = removedData ? instanceWords.withItsDataBackupsAreKept : instanceWords.uninstallKeepsData;
  return instanceWords.idIsUninstalledRest(nameOf(id), rest);
}

/** What is deleted with an instance's data, in figures, and what is kept. */
async function whatIsLost(api: Api, id: string): Promise<string[]> {
  const [status, kept] = await Promise.all([
    api.instances.status({ id }),
    id === MAIN ? api.instances.installPreview().then(({ dataKept }) => dataKept) : null,
  ]);
  const lines = [instanceWords.uninstallRemovesData(id)];
  if (status.state === 'running') {
    const keys = status.databases.reduce((sum, database) => sum + database.keys, 0);
    const used =
      status.memory.usedBytes === null ? '' : instanceWords.usedBytesInMemory(formatBytes(status.memory.usedBytes));
    lines.push(`  ${counted(keys, 'key')}${used}`);
  } else {
    lines.push(instanceWords.keysUnknownWhile(stateWord(status)));
  }
  if (kept !== null) {
    lines.push(
      instanceWords.bytesOnDiskLastChangedFormat(formatBytes(kept.bytes), formatTime(kept.changedAt, Date.now())),
    );
  }
  // Excludes the app's own connection.
  const { connected } = status.clients;
  if (connected !== null) lines.push(`  ${counted(Math.max(0, connected - 1), instanceWords.connectedClient)}`);
  lines.push(instanceWords.backupsAreKept);
  return lines;
}
