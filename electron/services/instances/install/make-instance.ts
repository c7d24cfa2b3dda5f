import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { replaceFile, syncFile } from '../../platform/files/durable-write.ts';
import type { SettingDefaults } from '../../platform/home/environment.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import type { Values } from '../../redis/conf/conf-values.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import type { InstanceSpec } from '../../runtimes/instance-spec.ts';
import { makeFolders, missingFolders } from '../registry/folders.ts';
import { withOwnAddress } from '../registry/own-address.ts';
import { withPublishedTls } from '../registry/published-tls.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { untilReady } from '../status/ready.ts';
import { newConfig } from './write-config.ts';

/** The steps of an operation that creates an instance. */
export function makingSteps(
  runtime: RuntimeKind,
): Readonly<Record<'prepare' | 'write' | 'create' | 'start' | 'ready', OperationStepId>> {
  return {
    prepare: can(runtime, 'image') ? 'get-image' : 'find-program',
    write: 'write-folders',
    create: can(runtime, 'network') ? 'create-container' : 'register-process',
    start: 'start-redis',
    ready: 'wait-ready',
  };
}

/**
 * Creates an instance and waits until it is ready. Journals every change before making it, so that a crash can be undone.
 * @param settings checked directives of a new `redis.conf`, in the format of CONFIG GET
 * @param writeFiles writes other files that the server needs into its folders, which then exist
 * @param overrides directives of the current command; they win over an existing `redis.conf`
 * @param undo further entries to journal before the first change
 * @param saveRecord writes the instance record
 */
export async function makeInstance(
  deps: InstanceDeps,
  options: {
    readonly runtime: RuntimeKind;
    readonly spec: InstanceSpec;
    readonly defaults: SettingDefaults;
    readonly settings?: Values;
    readonly writeFiles?: (() => Promise<void>) | undefined;
    readonly overrides: Readonly<Record<string, readonly string[]>>;
    readonly undo: readonly UndoEntry[];
    readonly saveRecord: () => Promise<void>;
    readonly op: OperationContext;
  },
): Promise<void> {
  const { runtime: kind, spec, defaults, settings = {}, writeFiles, overrides, undo, saveRecord, op } = options;
  const runtime = deps.runtimes[kind];
  const steps = makingSteps(kind);
  await op.step(steps.prepare, () => runtime.prepare(spec, op));
  const { configFile } = spec.paths;
  const config = await op.step(steps.write, async () => {
    const { paths, port, publishOn } = spec;
    const planned = await newConfig({ runtime: kind, paths, port, publishOn, defaults, settings, overrides });
    // One call, because each one waits for the disk.
    const journaled = [...missingFolders(spec.paths), ...planned.undo, ...undo];
    if (journaled.length > 0) await op.undo.add(...journaled);
    makeFolders(spec.paths);
    if (planned.text !== null) await replaceFile(configFile, planned.text);
    await writeFiles?.();
    return planned;
  });
  await op.step(steps.create, async () => runtime.create(await withPublishedTls(spec, kind), op));
  const started = await op.step(steps.start, async () => {
    // These run in parallel. Wait for all of them even if one fails: an undo must not race with a pending write.
    const starting = runtime.start(spec.id, op.signal);
    const onDisk = [config.text === null ? null : syncFile(configFile), saveRecord()];
    await Promise.allSettled([starting, ...onDisk]);
    await Promise.all(onDisk);
    return starting;
  });
  const place = confPlaceOf({ paths: spec.paths, entry: started, record: { runtime: kind } });
  const entry = withOwnAddress(started, await configuredSettings(place), spec.paths.config);
  await op.step(steps.ready, () => untilReady(runtime, entry, config.password, deps.environment.readyTimeoutMs, op));
}
