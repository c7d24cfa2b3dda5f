import type { Api } from '../../../../shared/contract/contract.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import type { Confirmation } from '../../cli/questions.ts';
import { requireClientId } from '../../cli/require-client.ts';
import * as tenantWords from './words.ts';

export const destroyClient = defineAction({
  name: 'destroy-client',
  summary: tenantWords.destroyClientSummary,
  details: [tenantWords.aServerThatHangsCannotSave],
  flags: ['client-id', 'kill'],
  run: (context, args) =>
    destroyTenant(context, requireClientId(args, 'destroy-client'), { yes: args.yes, kill: args.kill === 'yes' }),
});

/** Destroys a tenant after a confirmation, and says how to recover it. */
export async function destroyTenant(
  context: ActionContext,
  id: string,
  { yes, kill }: { readonly yes: Confirmation['yes']; readonly kill: boolean },
): Promise<ExitCode> {
  // Reports a missing tenant before any question.
  await (await context.api()).tenants.get({ id });
  await context.questions.confirm({
    instance: id,
    yes,
    what: tenantWords.removesTenant(id),
    lost: async () => whatGoes(await context.api(), id),
    question: tenantWords.destroyId(id),
  });
  const { result: done } = await perform(context, (api) => api.tenants.destroy({ id }), kill);
  context.output.answer(done, [
    tenantWords.tenantIdIsDestroyed(id),
    tenantWords.itCanBeRecoveredFor7(done.safetyBackup),
  ]);
  return exitCodes.done;
}

async function whatGoes(api: Api, id: string): Promise<string[]> {
  const { keys, bytesOnDisk, clientsConnected, container, network, folder, port, companions } =
    await api.tenants.destroyPreview({
      id,
    });
  return [
    tenantWords.thisRemovesTheTenantId(id),
    tenantWords.partBytesOnDiskOnDisk(
      keys === null ? tenantWords.keysUnknownItDoesNotAnswer : counted(keys, 'key'),
      formatBytes(bytesOnDisk),
    ),
    `  ${clientsConnected === null ? tenantWords.connectedClientsUnknown : counted(clientsConnected, tenantWords.connectedClient)}`,
    `  ${[container && tenantWords.container3(container), network && tenantWords.network(network), port && tenantWords.port3(port)].filter(Boolean).join(', ')}`,
    tenantWords.folder(folder),
    ...(companions.length > 0 ? [tenantWords.besideIt(companions.join(', '))] : []),
    tenantWords.aSafetyCopyOfItsFolder,
  ];
}
