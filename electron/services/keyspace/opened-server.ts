import { AppError } from '../../../shared/contract/errors.ts';
import type { KeySource, KeySpace } from '../../../shared/contract/keyspace.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { firstState } from './host/first-state.ts';
import { type IndexHost, isComplete } from './host/index-host.ts';
import type { OpenDeps, OpenedSource } from './opened-source.ts';
import { keyTarget } from './values/key-connections.ts';

type InstanceSource = Extract<KeySource, { kind: 'instance' }>;

/** Follows a running instance. */
export function openServer(deps: OpenDeps, source: InstanceSource): OpenedSource {
  const listeners = new Set<() => void>();
  let failure: string | null = null;
  let current: IndexHost | null = null;
  let isClosed = false;
  const report = () => {
    for (const listener of listeners) listener();
  };

  async function open(): Promise<IndexHost> {
    const [target, { entry, paths }] = await Promise.all([
      keyTarget(deps, source.instance),
      requireInstance(deps, source.instance),
    ]);
    if (isClosed) throw new AppError('CANCELLED', 'The source was closed.', {});
    // A server with its own file system may run on another computer, and its disk cannot be measured from here.
    const isLocal = entry !== null && !can(entry.runtime, 'mounts');
    const dataFolder = isLocal ? paths.data : null;
    const { home } = deps.environment;
    current = deps.openIndex({ kind: 'live', target, dataFolder, isOnThisComputer: isLocal, home });
    current.onState(report);
    return current;
  }

  const opened = open();
  opened.catch((error: unknown) => {
    failure = error instanceof Error ? error.message : String(error);
    report();
  });

  function state(): KeySpace {
    if (failure !== null)
      return { source, ...shown(firstState), phase: 'failed', problem: failure, revision: 1, keysRevision: 1 };
    return { source, ...shown(current?.state ?? { ...firstState, phase: 'opening', fraction: null }) };
  }

  return {
    get state() {
      return state();
    },
    get isBroken() {
      return failure !== null || current?.isLost === true;
    },
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    host: () => opened,
    async complete() {
      const host = await opened;
      await new Promise<void>((resolve) => {
        const check = () => {
          if (isComplete(host.state)) resolve();
        };
        listeners.add(check);
        check();
      });
      return host;
    },
    async rdbPath() {
      throw new Error('the values of a live server are in no file');
    },
    rdbVersion: async () => null,
    async close() {
      isClosed = true;
      await opened.then(
        (host) => host.close(),
        () => undefined,
      );
    },
  };
}

function shown({ commandsFollow: _, ...state }: typeof firstState): Omit<KeySpace, 'source'> {
  return state;
}
