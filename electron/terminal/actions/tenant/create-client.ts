import type { Api } from '../../../../shared/contract/contract.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { requireClientId } from '../../cli/require-client.ts';
import { containerChoices, containerFlags } from '../../flags/container-flags.ts';
import { branchOf, createBranch } from './create-branch.ts';
import { tenantLines } from './tenant-lines.ts';
import * as tenantWords from './words.ts';

export const createClient = defineAction({
  name: 'create-client',
  summary: tenantWords.createAnIsolatedRedisForA,
  details: [tenantWords.itGetsTheFirstFreePort, tenantWords.withFromItIsABranch, tenantWords.aBranchExpires],
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
    'from',
    'data',
    'expires',
  ],
  async run(context, args) {
    const id = requireClientId(args, 'create-client');
    const chosen = containerChoices(args);
    const wish = {
      id,
      runtime: args.runtime,
      port: args.port,
      memory: args.memory,
      memoryPolicy: args['memory-policy'],
      persistence: args.persistence,
      image: args.image,
      outgoing: chosen.outgoing,
      group: args.group,
      notes: args.notes,
    };
    const limits = { memoryBytes: chosen.memoryBytes ?? null, cpus: args['container-cpus'] ?? null };
    const password = args['generate-password'];
    const branch = branchOf(args);
    const made = branch
      ? await createBranch(context, branch, {
          ...wish,
          ...(password !== undefined && { generatePassword: password === 'yes' }),
          ...((limits.memoryBytes !== null || limits.cpus !== null) && { limits }),
        })
      : await createTenant(context, { ...wish, limits, generatePassword: password === 'yes' });
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
  return { document: made, lines: tenantLines(made) };
}
