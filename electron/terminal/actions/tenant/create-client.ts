import type { Api } from '../../../../shared/contract/contract.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { requireClientId } from '../../cli/require-client.ts';
import { containerChoices, containerFlags } from '../../flags/container-flags.ts';
import * as tenantWords from './words.ts';

export const createClient = defineAction({
  name: 'create-client',
  summary: tenantWords.createAnIsolatedRedisForA,
  details: [tenantWords.itGetsTheFirstFreePort],
  flags: [
    'client-id',
    'runtime',
    'port',
    'memory',
    'memory-policy',
    'persistence',
    'generate-password',
    'image',
    ...containerFlags,
    'container-cpus',
    'group',
    'notes',
  ],
  async run(context, args) {
    const id = requireClientId(args, 'create-client');
    const chosen = containerChoices(args);
    const made = await createTenant(context, {
      id,
      runtime: args.runtime,
      port: args.port,
      memory: args.memory,
      memoryPolicy: args['memory-policy'],
      persistence: args.persistence,
      generatePassword: args['generate-password'] === 'yes',
      image: args.image,
      limits: {
        memoryBytes: chosen.memoryBytes ?? null,
        cpus: args['container-cpus'] ?? null,
      },
      outgoing: chosen.outgoing,
      group: args.group,
      notes: args.notes,
    });
    context.output.answer(made.document, made.lines);
    return exitCodes.done;
  },
});

/** Creates a tenant and words what it came to. */
export async function createTenant(
  context: ActionContext,
  wish: Parameters<Api['tenants']['create']>[0],
): Promise<{ readonly document: Tenant; readonly lines: readonly string[] }> {
  const { result: made } = await perform(context, (api) => api.tenants.create(wish));
  const lines = [
    tenantWords.client(made.client),
    tenantWords.port(made.port),
    tenantWords.urlPart(made.url, made.passwordSet ? tenantWords.withAPasswordInItsRedis : ''),
    made.container === null
      ? tenantWords.runtimeWithoutItsOwnNetwork(made.runtime)
      : tenantWords.container(made.container),
  ];
  return { document: made, lines };
}
