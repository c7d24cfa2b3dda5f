import { AppError, isAppError } from '../../../shared/contract/errors.ts';
import type { ProjectInput, ProjectPlan } from '../../../shared/contract/project.ts';
import { can, ENGINE_RUNTIME } from '../../../shared/contract/runtimes.ts';
import type { CreateTenantInput } from '../../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { checkedResources, kindDocument } from '../companions/tenant/request.ts';
import { chooseRuntime } from '../instances/install/choose-runtime.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { shownPath } from '../platform/home/paths.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { fileValue, sameValue, type Values } from '../redis/conf/conf-values.ts';
import { readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { versionOf } from '../scratch/local-program.ts';
import { engineFor, planTenant } from '../tenants/create-tenant.ts';
import type { TenantDeps } from '../tenants/tenant-deps.ts';
import { projectSettings, refusedField } from './project-settings.ts';
import { type Project, readProject, seedOf } from './read-project.ts';

/** The plan of a project, with what only the core uses. */
export interface PlannedProject {
  readonly plan: ProjectPlan;
  readonly settings: Values;
  /** The real path of the seed; null without one. */
  readonly seedPath: string | null;
}

/**
 * Reads the project file of a folder, checks every field, and compares it with the tenant that exists.
 * @throws AppError NOT_FOUND, FILE_UNREADABLE; BAD_VALUE names the field; for a tenant to be created: NO_RUNTIME
 */
export async function planProject(deps: TenantDeps, input: ProjectInput): Promise<PlannedProject> {
  const project = await readProject(input.folder);
  const { file } = project;
  const settings = projectSettings(file.settings);
  const companions = companionsOf(file.resources ?? []);
  const seed = await seedOf(project);
  const instance = await deps.catalogue.one(file.tenant);
  const create = instance ? null : await newTenant(deps, project, input);
  if (create) await planTenant(deps, create, { settings });
  const shownSeed = seed && !instance ? { path: shownPath(seed.path), sizeBytes: seed.sizeBytes } : null;
  return {
    settings,
    seedPath: seed?.path ?? null,
    plan: {
      ...{ file: shownPath(project.path), tenant: file.tenant, exists: instance !== null, create, seed: shownSeed },
      changes: instance ? await changesOf(instance, settings) : {},
      version: instance ? await otherVersion(deps, instance, file.version) : null,
      companions,
    },
  };
}

/** Redis is always among them. @throws AppError BAD_VALUE */
function companionsOf(resources: readonly string[]): ProjectPlan['companions'] {
  try {
    const names = resources.includes('redis') ? resources : ['redis', ...resources];
    return checkedResources(names).map(kindDocument);
  } catch (error) {
    if (!isAppError(error, 'BAD_VALUE')) throw error;
    const why = error.message.replace(/^resources: /, '').replace(/\.$/, '');
    throw refusedField('resources', error.data.expected, why);
  }
}

async function newTenant(
  deps: TenantDeps,
  { file }: Project,
  { engine, publish }: ProjectInput,
): Promise<CreateTenantInput> {
  const { tenant: id, version, password } = file;
  const named = engineFor(deps, { engine, runtime: file.runtime });
  const runtime = named ? ENGINE_RUNTIME : await chooseRuntime(file.runtime, deps);
  const image = version === undefined ? undefined : await imageOf(deps, runtime, version);
  return { id, runtime, image, engine, publish, generatePassword: password === 'generate' };
}

/** The image of a version. Without images, the local program must have that version. */
async function imageOf(deps: TenantDeps, runtime: RuntimeKind, version: string): Promise<string | undefined> {
  const { image } = deps.environment;
  if (can(runtime, 'image')) return withVersion(image, version);
  const local = await deps.runtimes[runtime].versionOf(image).catch(() => null);
  if (local === null || isVersion(local, version)) return undefined;
  throw refusedField('version', `the installed version ${local}`, `the redis-server of this computer is ${local}`);
}

/** `redis:7-alpine` → `redis:7.2-alpine`. A tag that begins with no version keeps its name as the variant. */
export function withVersion(image: string, version: string): string {
  const [, name = image, tag = ''] = /^(.*?)(?::([^:/@]+))?(?:@.*)?$/.exec(image) ?? [];
  const variant = /^v?\d[\d.]*(-.+)$/.exec(tag)?.[1] ?? '';
  return `${name}:${version}${variant}`;
}

/** Whether a version such as 7.2.5 is the one meant by 7, 7.2 or 7.2.5. */
export function isVersion(actual: string, wanted: string): boolean {
  return actual === wanted || actual.startsWith(`${wanted}.`);
}

async function changesOf(instance: ManagedInstance, settings: Values): Promise<Record<string, string>> {
  const conf = await readEffectiveConf(confPlaceOf(instance));
  if (!conf) return {};
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => !sameValue(name, fileValue(conf, name), value)),
  );
}

async function otherVersion(
  deps: TenantDeps,
  instance: ManagedInstance,
  wanted: string | undefined,
): Promise<ProjectPlan['version']> {
  if (wanted === undefined) return null;
  const current = await versionOf(deps, instance);
  return current === null || isVersion(current, wanted) ? null : { wanted, current };
}

/** @throws AppError ALREADY_EXISTS */
export function requireNew({ plan }: PlannedProject): CreateTenantInput {
  if (plan.create) return plan.create;
  const message = `The tenant "${plan.tenant}" already exists.`;
  throw new AppError('ALREADY_EXISTS', message, { id: plan.tenant, detail: 'a tenant' });
}
