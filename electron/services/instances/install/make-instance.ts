import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { replaceFile, syncFile } from '../../platform/files/durable-write.ts';
import type { SettingDefaults } from '../../platform/home/environment.ts';
import type { InstanceSpec } from '../../runtimes/instance-spec.ts';
import { makeFolders, missingFolders } from '../registry/folders.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';
import { untilReady } from '../status/ready.ts';
import { newConfig } from './write-config.ts';

/** The titles of the steps that making an instance takes. */
export function makingSteps(
  runtime: RuntimeKind,
): Readonly<Record<'prepare' | 'write' | 'create' | 'start' | 'ready', string>> {
  return {
    prepare: runtime === 'docker' ? 'Get the image' : 'Find the Redis program',
    write: 'Write folders and redis.conf',
    create: runtime === 'docker' ? 'Create the network and container' : 'Register the process',
    start: 'Start Redis',
    ready: 'Wait until it answers',
  };
}

/**
 * Makes an instance and waits until it answers, each thing noted for undo before it is made.
 * @param wishes directives named in this very command: they win over a `redis.conf` that was kept
 * @param undo what else is to be noted before anything is made
 * @param remember writes down that the instance exists
 */
export async function makeInstance(
  deps: InstanceDeps,
  options: {
    readonly runtime: RuntimeKind;
    readonly spec: InstanceSpec;
    readonly defaults: SettingDefaults;
    readonly wishes: Readonly<Record<string, readonly string[]>>;
    readonly undo: readonly UndoEntry[];
    readonly remember: () => Promise<void>;
    readonly op: OperationContext;
  },
): Promise<void> {
  const { runtime: kind, spec, defaults, wishes, undo, remember, op } = options;
  const runtime = deps.runtimes[kind];
  const steps = makingSteps(kind);
  await op.step(steps.prepare, () => runtime.prepare(spec, op));
  const { configFile } = spec.paths;
  const config = await op.step(steps.write, async () => {
    const { paths, port, publishOn } = spec;
    const planned = await newConfig({ runtime: kind, paths, port, publishOn, defaults, wishes });
    // All at once, as each note waits for the disk.
    const noted = [...missingFolders(spec.paths), ...planned.undo, ...undo];
    if (noted.length > 0) await op.undo.add(...noted);
    makeFolders(spec.paths);
    if (planned.text !== null) await replaceFile(configFile, planned.text);
    return planned;
  });
  await op.step(steps.create, () => runtime.create(spec, op));
  const entry = await op.step(steps.start, async () => {
    // At the same time, as none needs another; all are waited for, so that nothing goes on behind an undo.
    const starting = runtime.start(spec.id, op.signal);
    const onDisk = [config.text === null ? null : syncFile(configFile), remember()];
    await Promise.allSettled([starting, ...onDisk]);
    await Promise.all(onDisk);
    return starting;
  });
  await op.step(steps.ready, () => untilReady(runtime, entry, config.password, deps.environment.readyTimeoutMs, op));
}
