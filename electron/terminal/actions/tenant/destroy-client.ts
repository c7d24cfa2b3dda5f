import type { Api } from '../../../../shared/contract/contract.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { requireClientId } from '../../cli/require-client.ts';

export const destroyClient = defineAction({
  name: 'destroy-client',
  summary: 'Remove a tenant; it can be brought back for 7 days',
  details: ['A server that hangs cannot save its keys. --kill yes kills one then, and what is on disk is kept.'],
  flags: ['client-id', 'kill'],
  async run(context, args) {
    const id = requireClientId(args, 'destroy-client');
    // Whether there is such a tenant is said before any question.
    await (await context.api()).tenants.get({ id });
    await context.questions.confirm({
      yes: args.yes,
      what: `removes the tenant ${id} with its container, network, folders and port`,
      lost: async () => whatGoes(await context.api(), id),
      question: `Destroy ${id}?`,
    });
    const { result: done } = await perform(context, (api) => api.tenants.destroy({ id }), args.kill === 'yes');
    context.output.answer(done, [
      `Tenant ${id} is destroyed.`,
      `  It can be brought back for 7 days: --action undo-destroy --safety-backup ${done.safetyBackup}`,
    ]);
    return exitCodes.done;
  },
});

async function whatGoes(api: Api, id: string): Promise<string[]> {
  const { keys, bytesOnDisk, clientsConnected, container, network, folder, port } = await api.tenants.destroyPreview({
    id,
  });
  return [
    `This removes the tenant ${id}:`,
    `  ${keys === null ? 'keys not known: it does not answer' : counted(keys, 'key')}, ${formatBytes(bytesOnDisk)} on disk`,
    `  ${clientsConnected === null ? 'connected clients not known' : counted(clientsConnected, 'connected client')}`,
    `  ${[container && `container ${container}`, network && `network ${network}`, port && `port ${port}`].filter(Boolean).join(', ')}`,
    `  folder ${folder}`,
    'A safety copy of its folder is kept for 7 days.',
  ];
}
