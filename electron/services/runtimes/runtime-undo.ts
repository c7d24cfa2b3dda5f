import { z } from 'zod';
import { type RuntimeKind, runtimeKind } from '../../../shared/contract/values.ts';
import { undoHandler } from '../operations/undo/undo-handlers.ts';
import type { DockerRuntime } from './docker/docker-runtime.ts';
import type { Runtimes } from './runtime.ts';

declare module '../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    container: { readonly type: 'container'; readonly name: string };
    network: { readonly type: 'network'; readonly name: string };
    /** The previous memory limit of a container in bytes; null: none. */
    'container-memory': { readonly type: 'container-memory'; readonly id: string; readonly bytes: number | null };
    /** Kills a server of the process runtime and removes its record. */
    process: { readonly type: 'process'; readonly id: string };
    /** `down`: kills the server before earlier entries are undone. `up`: starts a server that was running before. */
    server: {
      readonly type: 'server';
      readonly id: string;
      readonly runtime: RuntimeKind;
      readonly bring: 'down' | 'up';
    };
  }
}

const name = z.string();

/** The undo handlers of containers, networks and servers. */
export function runtimeUndoHandlers(
  runtimes: Runtimes,
  containers: Pick<DockerRuntime, 'removeContainer' | 'removeNetwork' | 'setMemoryLimit'>,
) {
  return {
    container: undoHandler(z.object({ type: z.literal('container'), name }), (entry) =>
      containers.removeContainer(entry.name),
    ),
    network: undoHandler(z.object({ type: z.literal('network'), name }), (entry) =>
      containers.removeNetwork(entry.name),
    ),
    'container-memory': undoHandler(
      z.object({ type: z.literal('container-memory'), id: z.string(), bytes: z.number().nullable() }),
      ({ id, bytes }) => containers.setMemoryLimit(id, bytes),
    ),
    process: undoHandler(
      z.object({ type: z.literal('process'), id: z.string() }),
      ({ id }) => runtimes.process.remove(id),
      { endsWithMachine: true },
    ),
    server: undoHandler(
      z.object({ type: z.literal('server'), id: z.string(), runtime: runtimeKind, bring: z.enum(['down', 'up']) }),
      ({ id, runtime, bring }) =>
        bring === 'up' ? runtimes[runtime].start(id, new AbortController().signal) : runtimes[runtime].kill(id),
      { comesFirst: true },
    ),
  };
}
