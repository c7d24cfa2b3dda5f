import type { InstanceSpec } from '../../runtimes/instance-spec.ts';
import type { Runtime } from '../../runtimes/runtime.ts';

/** Removes what is there of a container and makes it as given: the way back from making it otherwise. */
export async function makeAgain(runtime: Runtime, spec: InstanceSpec): Promise<void> {
  await runtime.remove(spec.id);
  await runtime.create(spec, {
    signal: new AbortController().signal,
    step: (_, body) => body(),
    progress: () => undefined,
    log: () => undefined,
    waits: () => undefined,
    noWayBack: () => undefined,
    afterwards: () => undefined,
    // What undoes is not undone itself: it is tried again.
    undo: { add: async () => undefined, drop: async () => undefined },
  });
}
