import { isTenantId, TENANT_ID_RULE } from '../../../../shared/contract/names.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { createCompanions } from '../companion/create-companions.ts';
import { exportCompanionFiles } from '../companion/export-files.ts';
import * as companionWords from '../companion/words.ts';
import { createTenant } from './create-client.ts';
import { tenantLines } from './tenant-lines.ts';
import * as tenantWords from './words.ts';

export const createClientEnv = defineAction({
  name: 'create-client-env',
  summary: tenantWords.createTheServicesOfAClient,
  details: [
    tenantWords.resourcesAreRedisPostgresMinio,
    tenantWords.whatExistsStays,
    tenantWords.whatCannotBeHadIsNamed,
    companionWords.exportWritesFiles,
  ],
  flags: ['client', 'client-id', 'resources', 'runtime', 'export'],
  async run(context, args) {
    const id = args.client ?? args['client-id'];
    if (id === undefined || !isTenantId(id)) {
      const given = id === undefined ? tenantWords.createClientEnvNeedsClient : `--client: "${id}" cannot be one`;
      throw badUsage('--client', TENANT_ID_RULE, tenantWords.givenTheTenantsIdTenantId(given, TENANT_ID_RULE));
    }
    const { output, stop } = context;
    const api = await context.api();
    const resources = (args.resources ?? 'redis').split(',');
    // Refuses an invalid request before anything is created.
    const request = await stop.orStop(api.companions.request({ id, resources, runtime: args.runtime }));
    const redis = await tenantOf(context, id, args.runtime, request.tenantExists);
    const { made, notMade, lines } = await createCompanions(context, id, request.companions);
    const written = args.export === undefined ? [] : await exportCompanionFiles(context, id, args.export, args.yes);
    const tenant = await stop.orStop(api.tenants.get({ id }));
    const document = {
      client: id,
      resources: { redis: tenant, ...Object.fromEntries(made.map((one) => [one.name, one])) },
      notMade: notMade.map(({ name }) => name),
      missing: notMade,
      written,
    };
    output.answer(document, [...redis, ...lines, ...written.map(companionWords.wrote)]);
    // A script must not mistake an incomplete environment for a complete one.
    return notMade.length === 0 ? exitCodes.done : exitCodes.failed;
  },
});

/** Creates the tenant, or starts the existing one. @returns the lines that report it */
async function tenantOf(
  context: ActionContext,
  id: string,
  runtime: RuntimeKind | undefined,
  exists: boolean,
): Promise<readonly string[]> {
  if (!exists) return (await createTenant(context, { id, runtime })).lines;
  const api = await context.api();
  const before: Tenant = await context.stop.orStop(api.tenants.get({ id }));
  const lines = tenantLines(before);
  if (before.state === 'running') return [tenantWords.alreadyThere(id), ...lines];
  await perform(context, () => api.instances.start({ id }));
  return [tenantWords.tenantStarted(id), ...lines];
}
