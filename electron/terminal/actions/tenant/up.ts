import { resolve } from 'node:path';
import type { Api } from '../../../../shared/contract/contract.ts';
import type { ProjectInput, ProjectPlan } from '../../../../shared/contract/project.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { applySettings } from '../../cli/apply-settings.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import type { Confirmation } from '../../cli/questions.ts';
import { requireOnEngine } from '../../cli/require-engine.ts';
import { appliedLines } from '../../format/print-settings.ts';
import { createCompanions } from '../companion/create-companions.ts';
import { tenantLines } from './tenant-lines.ts';
import * as tenantWords from './words.ts';

/** The folder of the project: the flag's, otherwise the current one. */
export function projectFolder({ folder }: { readonly folder?: string | undefined }): string {
  return resolve(folder ?? '.');
}

export const up = defineAction({
  name: 'up',
  summary: tenantWords.startTheRedisOfAProject,
  details: [
    tenantWords.projectFileDetail,
    tenantWords.aMissingTenantIsCreated,
    tenantWords.settingsFollowTheFile,
    tenantWords.theSeedIsRestoredOnce,
    tenantWords.itsResourcesAreCreated,
    tenantWords.engineIsForAMissingTenant,
  ],
  flags: ['folder', 'engine', 'publish'],
  async run(context, args) {
    const input = { folder: projectFolder(args), engine: args.engine, publish: args.publish };
    const api = await context.api();
    const plan = await context.stop.orStop(api.projects.plan(input));
    if (plan.exists && args.engine !== undefined) await requireOnEngine(context, plan.tenant, args.engine);
    const done = plan.exists ? await bringUp(context, api, plan, args.yes) : await create(context, input, plan);
    for (const line of unmetLines(plan)) context.output.note(line);
    const { notMade, lines } = await createCompanions(context, plan.tenant, plan.companions);
    const tenant = await context.stop.orStop(api.tenants.get({ id: plan.tenant }));
    const missing = notMade.length > 0 && { missing: notMade };
    context.output.answer({ ...tenant, ...missing }, [...done, ...tenantLines(tenant), ...lines]);
    return notMade.length === 0 ? exitCodes.done : exitCodes.failed;
  },
});

async function create(context: ActionContext, input: ProjectInput, { seed }: ProjectPlan): Promise<readonly string[]> {
  const { result: made } = await perform(context, (api) => api.projects.create(input));
  if (!seed) return [];
  return [tenantWords.seedRestored(seed.path, formatBytes(seed.sizeBytes), keysText(made))];
}

function keysText({ keys }: Tenant): string {
  return keys === null ? tenantWords.keysUnknownItDoesNotAnswer : counted(keys, 'key');
}

/** Starts an existing tenant and applies the file's settings. */
async function bringUp(
  context: ActionContext,
  api: Api,
  { tenant: id, changes }: ProjectPlan,
  yes: Confirmation['yes'],
): Promise<readonly string[]> {
  const lines: string[] = [];
  const { state } = await context.stop.orStop(api.tenants.get({ id }));
  if (state !== 'running') {
    await perform(context, () => api.instances.start({ id }));
    lines.push(tenantWords.tenantStarted(id));
  }
  if (Object.keys(changes).length > 0) {
    const request = { kind: 'changes', changes } as const;
    const plan = await context.stop.orStop(api.settings.plan({ id, request }));
    const done = await applySettings(context, { id, request, plan }, yes);
    lines.push(...appliedLines(done));
  }
  return lines.length > 0 ? lines : [tenantWords.alreadyUp(id)];
}

/** Requests of the file that this command does not fulfil. */
function unmetLines({ tenant, version }: ProjectPlan): readonly string[] {
  return version ? [tenantWords.otherVersionRuns(tenant, version.current, version.wanted)] : [];
}
