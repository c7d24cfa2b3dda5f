import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { roleText } from '../../../../shared/replica.ts';
import { stateWord } from '../../../../shared/shown-state.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { localTime } from '../../format/local-time.ts';
import { companionLine } from '../companion/companion-lines.ts';
import { branchLines } from './create-branch.ts';
import * as tenantWords from './words.ts';

export const listClients = defineAction({
  name: 'list-clients',
  summary: tenantWords.listTheTenantsWithTheirState,
  details: [tenantWords.expiredBranchesMove],
  flags: ['engine'],
  async run(context, { engine }) {
    const api = await context.api();
    for (const { id, safetyBackup } of await context.stop.orStop(api.tenants.expireBranches())) {
      context.output.note(tenantWords.branchHasExpired(id, safetyBackup));
    }
    const all = await context.stop.orStop(api.tenants.list());
    const tenants = engine === undefined ? all : all.filter((tenant) => (tenant.engine ?? LOCAL_ENGINE) === engine);
    const none = tenantWords.noTenantsYet;
    context.output.answer(tenants, tenants.length === 0 ? [none] : tenants.flatMap(tenantLines));
    return exitCodes.done;
  },
});

/** The block that the scripts printed for each tenant, with its problem and fix below. */
function tenantLines(tenant: Tenant): readonly string[] {
  const last = tenant.lastKnownState;
  const trouble = [
    tenant.problem?.message,
    last && tenantWords.lastKnownState(last.state, localTime(new Date(last.at))),
    tenant.problem?.fix,
    tenant.defect?.message,
    tenant.replication.advice,
    ...tenant.companions.flatMap(({ problem }) => [problem?.message, problem?.fix]),
  ].filter((line) => line != null);
  const repair = tenant.defect
    ? [tenantWords.repairActionRepairClientIdClient(tenant.defect.repair, tenant.client)]
    : [];
  const role = roleText(tenant.replication);
  return [
    tenantWords.client(tenant.client),
    tenantWords.container2(tenant.container ?? tenantWords.noneItRunsAsAProcess),
    ...(tenant.engine === undefined
      ? []
      : [tenant.deployment ? `  ${tenantWords.serviceOn(tenant.engine)}` : tenantWords.engine(tenant.engine)]),
    tenantWords.port2(tenant.port ?? '—'),
    tenantWords.statusTenant(stateWord(tenant)),
    tenantWords.health(tenant.health),
    tenantWords.url(tenant.url ?? '—'),
    ...(role === null ? [] : [tenantWords.role(role)]),
    ...tenant.companions.map((companion) => `  ${companionLine(companion)}`),
    ...branchLines(tenant, '  '),
    ...[...trouble, ...repair].map((line) => `  ! ${line}`),
  ];
}
