import { AppError } from '../../../../shared/contract/errors.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { runtimeOf } from '../../instances/lifecycle/start-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { instanceNames } from '../../instances/registry/spec.ts';
import { tenantEngineName } from '../../instances/registry/tenant-record.ts';
import type { CompanionHost, Placed, TenantPlace } from '../host/companion-host.ts';
import { kindNamed, kinds, requireKind } from '../kinds/kinds.ts';
import { companionNames, companionPaths } from '../store/companion-paths.ts';
import { readCompanion } from '../store/companion-record.ts';
import type { CompanionDeps } from './companion-deps.ts';

/** A companion with a readable record; null if there is none. @throws AppError FILE_UNREADABLE */
export function placedNow(deps: Pick<CompanionDeps, 'environment'>, client: string, name: string): Placed | null {
  const kind = kindNamed(name);
  if (!kind) return null;
  const paths = companionPaths(deps.environment.home, client, name);
  const record = readCompanion(paths.record);
  return record && { client, kind, paths, record };
}

/** @throws AppError BAD_VALUE for an unknown kind, NOT_FOUND, FILE_UNREADABLE */
export function requirePlaced(deps: Pick<CompanionDeps, 'environment'>, client: string, name: string): Placed {
  const { title } = requireKind(name);
  const placed = placedNow(deps, client, name);
  if (placed) return placed;
  const message = `${client} has no ${title}. Create it first.`;
  throw new AppError('NOT_FOUND', message, { what: 'companion', id: `${client}/${name}` });
}

/** The companions of a tenant with a readable record. */
export function allPlaced(deps: Pick<CompanionDeps, 'environment'>, client: string): readonly Placed[] {
  const names = new Set(companionNames(deps.environment.home, client));
  if (names.size === 0) return [];
  // In the order of the kinds, which is the order of their creation.
  return kinds.flatMap(({ name }) => {
    if (!names.has(name)) return [];
    try {
      return placedNow(deps, client, name) ?? [];
    } catch {
      // Its status reports an unreadable record.
      return [];
    }
  });
}

export function hostOf(deps: Pick<CompanionDeps, 'host'>, { record }: Placed): CompanionHost {
  return deps.host(record.runtime);
}

/** @throws AppError NOT_FOUND */
export async function requireClient(deps: Pick<CompanionDeps, 'catalogue'>, client: string): Promise<ManagedInstance> {
  const instance = await deps.catalogue.one(client);
  if (instance) return instance;
  throw new AppError('NOT_FOUND', `There is no tenant "${client}".`, { what: 'tenant', id: client });
}

/** The runtime and network of a tenant. @throws AppError NOT_RUNNING, NO_RUNTIME on a remote engine, ENGINE_UNREACHABLE */
export function placeOfTenant(
  deps: Pick<CompanionDeps, 'runtimes' | 'environment'>,
  instance: ManagedInstance,
): { readonly runtime: RuntimeKind; readonly place: TenantPlace } {
  const runtime = runtimeOf(deps, instance).kind;
  const engine = tenantEngineName(deps.environment, instance.id);
  if (engine !== null) throw onOtherComputer(instance.id, runtime, engine);
  if (!can(runtime, 'network')) return { runtime, place: { network: null, container: null } };
  const names = instanceNames(deps.environment, instance.id);
  const network = instance.entry?.network ?? instance.tenant?.network ?? names.network;
  const container = instance.entry?.container ?? instance.tenant?.container ?? names.container;
  return { runtime, place: { network, container } };
}

/** Their folders would have to be on that computer. */
function onOtherComputer(client: string, runtime: RuntimeKind, engine: string): AppError<'NO_RUNTIME'> {
  const reason = `the engine ${engine} of ${client} is on another computer`;
  const message = `Services can be created beside tenants of this computer only: ${reason}. Run them there, or use another tenant.`;
  return new AppError('NO_RUNTIME', message, { reasons: [{ runtime, reason }] });
}
