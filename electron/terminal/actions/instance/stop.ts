import type { Api } from '../../../../shared/contract/contract.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { confirmLoss } from '../../cli/confirm-loss.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';

export const stop = defineAction({
  name: 'stop',
  summary: 'Stop an instance; its data is saved as its settings say',
  details: [
    'With persistence none it holds its keys in memory only: it asks before they are lost (--yes yes answers that).',
    'A server that hangs cannot save. --kill yes ends it all the same, after saying what is lost.',
  ],
  flags: [...instanceFlags, 'kill'],
  async run(context, args) {
    const id = instanceOf(args);
    if (args.kill !== 'yes') {
      const acceptsLoss = await confirmLoss(context, id, 'Stop', args.yes);
      return changeState(context, id, (api) => api.instances.stop({ id, acceptsLoss }));
    }
    await context.questions.confirm({
      yes: args.yes,
      what: `kills ${id} without saving`,
      lost: async () => whatGoes(await context.api(), id),
      question: `Kill ${id}?`,
    });
    return changeState(context, id, (api) => api.instances.kill({ id }));
  },
});

async function whatGoes(api: Api, id: string): Promise<string[]> {
  const { keys, snapshotAt, aofAt, consequence } = await api.instances.killPreview({ id });
  return [
    `This ends ${id} without saving:`,
    `  ${keys === null ? 'keys not known: it does not answer' : counted(keys, 'key')}`,
    `  last snapshot ${snapshotAt ?? 'never'}${aofAt === null ? '' : `, append-only file ${aofAt}`}`,
    consequence,
  ];
}
