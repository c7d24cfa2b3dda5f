import { isTenantId, TENANT_ID_RULE } from '../../../../shared/contract/names.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { createTenant } from './create-client.ts';
import * as tenantWords from './words.ts';

/** One name of `--resources`, as a person may have typed it. */
const resourceName = /^[a-z0-9][a-z0-9-]{0,39}$/;

export const createClientEnv = defineAction({
  name: 'create-client-env',
  summary: tenantWords.createTheServicesOfAClient,
  details: [tenantWords.onlyRedisInResourcesIsCreated, tenantWords.andTheExitCodeIs1],
  flags: ['client', 'client-id', 'resources', 'runtime'],
  async run(context, args) {
    const id = args.client ?? args['client-id'];
    if (id === undefined || !isTenantId(id)) {
      const given = id === undefined ? tenantWords.createClientEnvNeedsClient : `--client: "${id}" cannot be one`;
      throw badUsage('--client', TENANT_ID_RULE, tenantWords.givenTheTenantsIdTenantId(given, TENANT_ID_RULE));
    }
    const wanted = resources(args.resources ?? 'redis');
    const others = wanted.filter((name) => name !== 'redis');
    const made = await createTenant(context, { id, runtime: args.runtime });
    context.output.answer({ client: id, resources: { redis: made.document }, notMade: others }, made.lines);
    if (others.length === 0) return exitCodes.done;
    // A script must not take an environment for complete that lacks what it named.
    context.output.note(tenantWords.notCreatedOthersThisProgramCreates(others.join(', ')));
    return exitCodes.failed;
  },
});

/** @throws AppError BAD_VALUE unless the list is of names, and redis is one of them */
function resources(list: string): readonly string[] {
  const names = [...new Set(list.split(',').map((name) => name.trim().toLowerCase()))];
  const wrong = names.find((name) => !resourceName.test(name));
  const expected = tenantWords.commaSeparatedNamesThatInclude;
  if (wrong !== undefined) throw badUsage('--resources', expected, `--resources: "${wrong}" is not the name of one.`);
  if (names.includes('redis')) return names;
  throw badUsage('--resources', expected, `--resources: this program creates only redis, which is not among them.`);
}
