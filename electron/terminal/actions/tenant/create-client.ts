import type { Api } from '../../../../shared/contract/contract.ts';
import { AUTOMATIC_NODE, LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { requireClientId } from '../../cli/require-client.ts';
import { containerChoices, containerFlags } from '../../flags/container-flags.ts';
import { nodeTable } from '../engines/node-lines.ts';
import { branchOf, createBranch } from './create-branch.ts';
import { tenantLines } from './tenant-lines.ts';
import * as tenantWords from './words.ts';

export const createClient = defineAction({
  name: 'create-client',
  summary: tenantWords.createClientSummary,
  details: [
    tenantWords.itGetsTheFirstFreePort,
    tenantWords.withNodeItIsAService,
    tenantWords.withPublishItsPortIsOpen,
    tenantWords.withFromItIsABranch,
    tenantWords.aBranchExpires,
  ],
  flags: [
    'client-id',
    'engine',
    'node',
    'publish',
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
    const request = {
      id,
      engine: args.engine,
      node: args.node === undefined ? undefined : await placeOf(context, args.engine, args.node),
      publish: args.publish,
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
          ...request,
          ...(password !== undefined && { generatePassword: password === 'yes' }),
          ...((limits.memoryBytes !== null || limits.cpus !== null) && { limits }),
        })
      : await createTenant(context, { ...request, limits, generatePassword: password === 'yes' });
    context.output.answer(made.document, made.lines);
    return exitCodes.done;
  },
});

/** Shows the nodes before one is chosen. @returns the id of the chosen one, or the name if no node has it */
async function placeOf({ api, stop, output }: ActionContext, engine = LOCAL_ENGINE, node: string): Promise<string> {
  const nodes = await stop.orStop((await api()).engines.nodes({ name: engine }));
  for (const line of nodeTable(nodes, output.noteStyle)) output.note(line);
  if (node !== AUTOMATIC_NODE) return node;
  const [best] = nodes;
  if (best?.problem !== null) return node;
  output.note(tenantWords.nodeIsChosen(best.hostname));
  return best.id;
}

/** Creates a tenant and words the result. */
export async function createTenant(
  context: ActionContext,
  request: Parameters<Api['tenants']['create']>[0],
): Promise<{ readonly document: Tenant; readonly lines: readonly string[] }> {
  const { result: made } = await perform(context, (api) => api.tenants.create(request));
  return { document: made, lines: tenantLines(made) };
}
