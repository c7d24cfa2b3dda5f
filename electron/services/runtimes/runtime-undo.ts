import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type RuntimeKind, runtimeKind } from '../../../shared/contract/values.ts';
import { undoHandler } from '../operations/undo/undo-handlers.ts';
import type { DockerRuntime } from './docker/docker-runtime.ts';
import type { Runtimes } from './runtime.ts';

declare module '../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    /** `engine`: the name of its engine; omitted: this computer's. */
    container: { readonly type: 'container'; readonly name: string; readonly engine?: string };
    network: { readonly type: 'network'; readonly name: string; readonly engine?: string };
    /** A service of a swarm with its config, secret and network. */
    service: { readonly type: 'service'; readonly name: string; readonly engine?: string };
    /** New volumes of an instance. */
    volumes: { readonly type: 'volumes'; readonly prefix: string; readonly engine?: string };
    /** The previous data of a stopped instance on a named engine, in a folder here; nothing was changed without it. */
    'volume-data': { readonly type: 'volume-data'; readonly id: string; readonly folder: string };
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
const engine = z.string().exactOptional();

/** The undo handlers of containers, networks and servers. */
export function runtimeUndoHandlers(
  runtimes: Runtimes,
  containers: Pick<
    DockerRuntime,
    'removeContainer' | 'removeNetwork' | 'removeService' | 'removeVolumes' | 'replaceData' | 'setMemoryLimit'
  >,
) {
  return {
    container: undoHandler(z.object({ type: z.literal('container'), name, engine }), (entry) =>
      containers.removeContainer(entry.name, entry.engine),
    ),
    network: undoHandler(z.object({ type: z.literal('network'), name, engine }), (entry) =>
      containers.removeNetwork(entry.name, entry.engine),
    ),
    service: undoHandler(z.object({ type: z.literal('service'), name, engine }), (entry) =>
      containers.removeService(entry.name, entry.engine),
    ),
    volumes: undoHandler(z.object({ type: z.literal('volumes'), prefix: z.string(), engine }), (entry) =>
      containers.removeVolumes(entry.prefix, entry.engine),
    ),
    'volume-data': undoHandler(
      z.object({ type: z.literal('volume-data'), id: z.string(), folder: z.string() }),
      async ({ id, folder }) => {
        if (existsSync(folder)) await containers.replaceData(id, folder, new AbortController().signal);
      },
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
