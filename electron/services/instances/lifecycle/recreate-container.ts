import { z } from 'zod';
import { type RuntimeKind, runtimeKind } from '../../../../shared/contract/values.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { undoHandler } from '../../operations/undo/undo-handlers.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import type { InstanceSpec } from '../../runtimes/instance-spec.ts';
import type { Runtime } from '../../runtimes/runtime.ts';

declare module '../../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    /** Recreates a container with its previous options. */
    instance: { readonly type: 'instance'; readonly runtime: RuntimeKind; readonly spec: InstanceSpec };
  }
}

const limit = z.number().nullable();

/** An `InstanceSpec` as a journal holds it. */
const instanceSpec = z.object({
  id: z.string(),
  container: z.string(),
  network: z.string(),
  subnets: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  paths: z.custom<InstancePaths>((value) => typeof value === 'object' && value !== null),
  port: z.number(),
  publishOn: z.string().exactOptional(),
  tlsPort: z.number().exactOptional(),
  outgoing: z.boolean().exactOptional(),
  engine: z.string().exactOptional(),
  volumes: z.string().exactOptional(),
  deployment: z.literal('service').exactOptional(),
  createsVolumes: z.boolean().exactOptional(),
  image: z.string(),
  imageArchive: z.string().nullable(),
  limits: z.object({ memoryBytes: limit, cpus: limit }),
});

/** Recreates a container with the options that it had before the change. */
export function instanceUndoHandler(runtimes: Readonly<Record<RuntimeKind, Runtime>>) {
  return undoHandler(
    z.object({ type: z.literal('instance'), runtime: runtimeKind, spec: instanceSpec }),
    ({ runtime, spec }) => recreateContainer(runtimes[runtime], spec, withoutUndo()),
  );
}

/** Removes a container, if it exists, and creates it from a spec. Its image must be prepared. */
export async function recreateContainer(runtime: Runtime, spec: InstanceSpec, op: OperationContext): Promise<void> {
  await runtime.remove(spec.id);
  await runtime.create(spec, op);
}

/** An undo handler is retried, not undone. */
function withoutUndo(): OperationContext {
  return {
    signal: new AbortController().signal,
    step: (_, body) => body(),
    progress: () => undefined,
    log: () => undefined,
    warn: () => undefined,
    reportStalled: () => undefined,
    commitPoint: () => undefined,
    onReleased: () => undefined,
    undo: { add: async () => undefined, drop: async () => undefined },
  };
}
