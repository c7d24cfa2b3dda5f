import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { SettingDefaults } from '../home/environment.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import type { InstanceSpec } from '../runtimes/runtime.ts';
import type { InstanceDeps } from './deps.ts';
import { makeFolders } from './folders.ts';
import { untilReady } from './ready.ts';
import { writeConfig } from './write-config.ts';

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
 * @param remember writes down that the instance exists
 */
export async function makeInstance(
  deps: InstanceDeps,
  options: {
    readonly runtime: RuntimeKind;
    readonly spec: InstanceSpec;
    readonly defaults: SettingDefaults;
    readonly wishes: Readonly<Record<string, readonly string[]>>;
    readonly remember: () => Promise<void>;
    readonly op: OperationContext;
  },
): Promise<void> {
  const { runtime: kind, spec, defaults, wishes, remember, op } = options;
  const runtime = deps.runtimes[kind];
  const steps = makingSteps(kind);
  await op.step(steps.prepare, () => runtime.prepare(spec, op));
  const password = await op.step(steps.write, async () => {
    await makeFolders(spec.paths, op);
    return writeConfig({ runtime: kind, paths: spec.paths, port: spec.port, defaults, wishes, op });
  });
  await op.step(steps.create, () => runtime.create(spec, op));
  const entry = await op.step(steps.start, async () => {
    // At the same time, as neither needs the other; both are waited for, so that nothing goes on behind an undo.
    const [started, remembered] = await Promise.allSettled([runtime.start(spec.id, op.signal), remember()]);
    if (remembered.status === 'rejected') throw remembered.reason;
    if (started.status === 'rejected') throw started.reason;
    return started.value;
  });
  await op.step(steps.ready, () => untilReady(runtime, entry, password, deps.environment.readyTimeoutMs, op));
}
