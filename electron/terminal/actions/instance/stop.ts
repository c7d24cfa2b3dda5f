import type { Api } from '../../../../shared/contract/contract.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { confirmLoss } from '../../cli/confirm-loss.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as instanceWords from './words.ts';

export const stop = defineAction({
  name: 'stop',
  summary: instanceWords.stopSummary,
  details: [instanceWords.stopWithoutPersistence, instanceWords.aServerThatHangsCannotSave],
  flags: [...instanceFlags, 'kill'],
  async run(context, args) {
    const id = instanceOf(args);
    if (args.kill !== 'yes') {
      const acceptsLoss = await confirmLoss(context, id, 'Stop', args.yes);
      return changeState(context, id, (api) => api.instances.stop({ id, acceptsLoss }));
    }
    await context.questions.confirm({
      yes: args.yes,
      what: instanceWords.killsIdWithoutSaving(id),
      lost: async () => whatGoes(await context.api(), id),
      question: instanceWords.killId(id),
    });
    return changeState(context, id, (api) => api.instances.kill({ id }));
  },
});

async function whatGoes(api: Api, id: string): Promise<string[]> {
  const { keys, snapshotAt, aofAt, consequence } = await api.instances.killPreview({ id });
  return [
    instanceWords.thisKillsIdWithoutSaving(id),
    `  ${keys === null ? instanceWords.keysUnknownItDoesNotAnswer : counted(keys, 'key')}`,
    instanceWords.lastSnapshotAtPart(snapshotAt ?? 'never', aofAt === null ? '' : instanceWords.aofWrittenAt(aofAt)),
    consequence,
  ];
}
