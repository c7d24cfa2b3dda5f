import type { InstalledModule, ModulesState } from '../../../shared/contract/modules.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { type InstanceModules, instanceModules } from '../instances/status/loaded-modules.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { openKeyConnection } from '../keyspace/values/key-connection.ts';
import { keyTarget } from '../keyspace/values/key-connections.ts';
import { confPlaceOf, pathHere } from '../redis/conf/conf-place.ts';
import type { PairedModule } from '../redis/modules/module-lines.ts';
import { type FoundValues, findModuleValues, valueCounts } from './module-values.ts';
import type { ModulesDeps } from './modules-deps.ts';

/** How long a list of modules may look for their values. */
const FIND_MS = 300;

/** @throws AppError NOT_FOUND, FILE_UNREADABLE */
export async function modulesStateOf(deps: ModulesDeps, id: string): Promise<ModulesState> {
  const instance = await requireInstance(deps, id);
  const running = instance.entry?.state === 'running';
  const found = await instanceModules(deps, instance);
  // Without modules there are no values to look for.
  const values =
    running && found.modules.length > 0 ? await valuesOf(deps, id, { limitMs: FIND_MS }).catch(() => null) : null;
  const counts = values && valueCounts(values);
  return {
    id,
    runtime: instance.entry?.runtime ?? instance.record?.runtime ?? null,
    running,
    modules: shownModules(instance, found, counts?.map(({ type }) => type) ?? []),
    refusal: found.refusal,
    values: values && { types: counts ?? [], isComplete: values.isComplete },
  };
}

/** @throws AppError NOT_RUNNING, COMMAND_UNAVAILABLE; the error of the server */
export async function valuesOf(
  deps: Pick<ModulesDeps, 'catalogue'>,
  id: string,
  options: Parameters<typeof findModuleValues>[1],
): Promise<FoundValues> {
  const target = await keyTarget(deps, id);
  return findModuleValues((database) => openKeyConnection(id, target, database), options);
}

/** @param types the types of modules with values, which belong to the only module of a server where it has one */
export function shownModules(
  instance: ManagedInstance,
  { modules, isReported }: InstanceModules,
  types: readonly string[],
): InstalledModule[] {
  const place = confPlaceOf(instance);
  const loaded = modules.filter((one) => one.loaded !== null);
  return modules.map((one): InstalledModule => {
    const { loaded: inMemory, line } = one;
    const file = line?.file ?? (inMemory?.file || null);
    return {
      name: inMemory?.name ?? null,
      version: inMemory?.version ?? null,
      file,
      here: file === null ? null : pathHere(place, file),
      arguments: [...(inMemory?.args ?? line?.args ?? [])],
      origin: originOf(instance, one),
      place: placeOfLine(one),
      isLoaded: isReported ? inMemory !== null : null,
      types: loaded.length === 1 && inMemory !== null ? [...types] : [],
    };
  });
}

function originOf({ entry, record }: ManagedInstance, { loaded, line }: PairedModule): InstalledModule['origin'] {
  if (line !== null) return line.origin === null ? 'redis.conf' : 'elsewhere';
  if (loaded?.file === '') return 'server';
  return can(entry?.runtime ?? record?.runtime, 'image') ? 'image' : 'elsewhere';
}

function placeOfLine({ line }: PairedModule): string | null {
  const origin = line?.origin ?? null;
  if (origin === null) return null;
  return origin.file === null ? 'the command that starts the server' : `line ${origin.line} of ${origin.file}`;
}
