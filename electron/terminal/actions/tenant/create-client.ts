import type { Api } from '../../../../shared/contract/contract.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { requireClientId } from '../../cli/require-client.ts';
import { badUsage } from '../../flags/bad-usage.ts';

export const createClient = defineAction({
  name: 'create-client',
  summary: 'Create an isolated Redis for a client project',
  details: ['It gets the first free port of 6381 to 6399, or the one of --port, and a network and folders of its own.'],
  flags: [
    'client-id',
    'runtime',
    'port',
    'memory',
    'memory-policy',
    'persistence',
    'generate-password',
    'image',
    'container-memory',
    'container-cpus',
    'group',
    'notes',
  ],
  async run(context, args) {
    const id = requireClientId(args, 'create-client');
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
        memoryBytes: args['container-memory'] === undefined ? null : containerMemory(args['container-memory']),
        cpus: args['container-cpus'] ?? null,
      },
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
    `Client: ${made.client}`,
    `Port: ${made.port}`,
    `URL: ${made.url}${made.passwordSet ? ' (with a password, in its redis.conf)' : ''}`,
    made.container === null ? `Runtime: ${made.runtime}, without a network of its own` : `Container: ${made.container}`,
  ];
  return { document: made, lines };
}

/** Docker takes no less than 6 MB. */
function containerMemory(size: string): number {
  const bytes = parseMemory(size);
  if (bytes !== null && bytes >= 6 * 1024 * 1024) return bytes;
  throw badUsage(
    '--container-memory',
    'a size of 6mb or more',
    `--container-memory: "${size}" is not a size of 6mb or more.`,
  );
}
