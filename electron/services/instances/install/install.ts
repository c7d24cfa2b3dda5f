import { AppError } from '../../../../shared/contract/errors.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { doubtfulMemory, parseMemory } from '../../../../shared/memory.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import { instancePaths, outsideLayout } from '../../platform/home/paths.ts';
import { isPortFree } from '../../ports/free-ports.ts';
import { startAs } from '../lifecycle/start-instance.ts';
import { noLimits } from '../registry/instance-record.ts';
import { beyondThisComputer, requireOwnAddress } from '../registry/main-address.ts';
import { mainRecordPath, writeMainRecord } from '../registry/main-record.ts';
import { portTaken } from '../registry/require-free-port.ts';
import { instanceSpec } from '../registry/spec.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { statusById } from '../status/status-by-id.ts';
import { chooseRuntime } from './choose-runtime.ts';
import { makeInstance, makingSteps } from './make-instance.ts';

export interface InstallOptions {
  readonly runtime?: RuntimeKind | undefined;
  readonly port?: number | undefined;
  /** `maxmemory` as Redis writes it. */
  readonly memory?: string | undefined;
  readonly image?: string | undefined;
  /** Path of a file made by `docker save`. */
  readonly imageArchive?: string | undefined;
  /** Memory limit of the container in bytes. Null or omitted: derived from `maxmemory`; 0: no limit. */
  readonly containerMemory?: number | null | undefined;
  /** Whether the container may connect to other computers. */
  readonly outgoing?: boolean | undefined;
}

const MEMORY_RULE = 'a Redis size: a whole number with b, kb, mb or gb, such as 512mb or 2gb';

/** Installs main. If main is already installed with the requested options, only starts it. */
export async function installMain(deps: InstanceDeps, options: InstallOptions): Promise<OperationOf<'install'>> {
  const { environment, runtimes, operations } = deps;
  requireMemory(options.memory);
  const port = options.port ?? environment.mainPort;
  const [now, runtime, portFree] = await Promise.all([
    statusById(deps, MAIN),
    // An unusable runtime matters only if main is not installed yet.
    chooseRuntime(options.runtime, deps).catch((error: unknown) => ({ error })),
    isPortFree(port),
  ]);
  if (now.runtime !== null) return startInstalled(deps, now, options);
  if (typeof runtime === 'object') throw runtime.error;
  if (!portFree) throw await portTaken(port, environment);
  const image = options.image ?? environment.image;
  const paths = instancePaths(environment, MAIN);
  const publishOn = requireOwnAddress(environment.mainAddress);
  const limits = { ...noLimits, memoryBytes: options.containerMemory ?? null };
  const record = { port, image, limits, outgoing: options.outgoing };
  const spec = { ...instanceSpec(environment, MAIN, paths, record, options.imageArchive ?? null), publishOn };
  const defaults = { ...environment.defaults, maxMemory: options.memory ?? environment.defaults.maxMemory };
  const overrides: Record<string, readonly string[]> = {
    ...(options.memory !== undefined && { maxmemory: [options.memory] }),
    ...(environment.given.has('REDIS_PASSWORD') && { requirepass: [environment.defaults.password] }),
  };
  const steps = Object.values(makingSteps(runtime));
  return operations.begin({ kind: 'install', instance: MAIN, title: 'Install main', steps }, async (op) => {
    const undo = [{ type: 'file', path: mainRecordPath(environment.home) }] as const;
    const saveRecord = () =>
      writeMainRecord(environment.home, {
        runtime,
        port,
        image,
        installed: true,
        folders: outsideLayout(environment.home, paths),
        ...(can(runtime, 'engine') && {
          container: spec.container,
          network: spec.network,
          publishOn,
          ...(limits.memoryBytes !== null && { limits }),
          ...(options.outgoing && { outgoing: true }),
          engine: runtimes[runtime].engine(),
        }),
      });
    try {
      await makeInstance(deps, { runtime, spec, defaults, overrides, undo, saveRecord, op });
      const warning = beyondThisComputer(publishOn, defaults.password);
      if (warning) op.warn(warning);
      return await statusById(deps, MAIN);
    } catch (error) {
      op.onReleased(() => pruneEmptyFolders(environment.home));
      throw error;
    }
  });
}

async function startInstalled(
  deps: InstanceDeps,
  now: InstanceStatus,
  options: InstallOptions,
): Promise<OperationOf<'install'>> {
  const differs = [
    options.runtime !== undefined && options.runtime !== now.runtime ? `runtime ${now.runtime}` : null,
    options.port !== undefined && options.port !== now.port ? `port ${now.port}` : null,
  ].filter((difference) => difference !== null);
  if (differs.length > 0) {
    const detail = differs.join(' and ');
    throw new AppError(
      'ALREADY_EXISTS',
      `main is already installed with ${detail}. To change this, uninstall main (its data is kept) and install it again.`,
      { id: MAIN, detail },
    );
  }
  const kept = options.memory === undefined && options.image === undefined ? '' : ' It keeps its settings and image.';
  const unchanged = `main is already installed and running; nothing was changed.${kept}`;
  return startAs(deps, MAIN, { kind: 'install', title: 'Install main (already installed)' }, unchanged);
}

/** @throws AppError BAD_VALUE for a size that Redis would reject, and for a small number without a unit */
export function requireMemory(given: string | undefined): void {
  if (given === undefined) return;
  const doubt = doubtfulMemory(given);
  if (doubt !== null) {
    const message = `memory: ${doubt} To use that size, write ${given.trim()}b.`;
    throw new AppError('BAD_VALUE', message, { field: 'memory', expected: 'a size with a unit' });
  }
  if (parseMemory(given) !== null) return;
  throw new AppError('BAD_VALUE', `memory: "${given}" is not ${MEMORY_RULE}.`, {
    field: 'memory',
    expected: MEMORY_RULE,
  });
}
