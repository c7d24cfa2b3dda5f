import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { roleText } from '../../../../shared/replica.ts';
import { stateWord } from '../../../../shared/shown-state.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';

export const listClients = defineAction({
  name: 'list-clients',
  summary: 'List the tenants with their state',
  flags: [],
  async run(context) {
    const api = await context.api();
    const tenants = await context.stop.orStop(api.tenants.list());
    const none = 'There is no tenant yet. Create one with --action create-client --client-id ID.';
    context.output.answer(tenants, tenants.length === 0 ? [none] : tenants.flatMap(tenantLines));
    return exitCodes.done;
  },
});

/** The block that the scripts printed for each, and below it what is wrong and what mends it. */
function tenantLines(tenant: Tenant): readonly string[] {
  const trouble = [
    tenant.problem?.message,
    tenant.problem?.fix,
    tenant.defect?.message,
    tenant.replication.advice,
  ].filter((line) => line != null);
  const repair = tenant.defect ? [`${tenant.defect.repair}: --action repair-client --client-id ${tenant.client}`] : [];
  const role = roleText(tenant.replication);
  return [
    `Client: ${tenant.client}`,
    `  Container: ${tenant.container ?? 'none (it runs as a process)'}`,
    `  Port: ${tenant.port ?? '—'}`,
    `  Status: ${stateWord(tenant)}`,
    `  Health: ${tenant.health}`,
    `  URL: ${tenant.url ?? '—'}`,
    ...(role === null ? [] : [`  Role: ${role}`]),
    ...[...trouble, ...repair].map((line) => `  ! ${line}`),
  ];
}
