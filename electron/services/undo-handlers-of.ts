import { flushUndoHandler } from './backups/take/flush-undo.ts';
import { benchmarkUndoHandler } from './benchmark/benchmark-undo.ts';
import { instanceUndoHandler } from './instances/lifecycle/recreate-container.ts';
import { keysUndoHandler } from './keyspace/edit/keys-undo.ts';
import { fileUndoHandlers } from './operations/undo/file-undo.ts';
import type { UndoHandlers } from './operations/undo/undo-handlers.ts';
import { onFirstUse } from './platform/lazy/on-first-use.ts';
import type { PortRegistry } from './ports/port-registry.ts';
import { portUndoHandler } from './ports/port-undo.ts';
import type { DockerRuntime } from './runtimes/docker/docker-runtime.ts';
import type { Runtimes } from './runtimes/runtime.ts';
import { runtimeUndoHandlers } from './runtimes/runtime-undo.ts';
import { settingsUndoHandler } from './settings/apply/revert-settings.ts';

/** The undo handlers of all journal entries, each created on first use. */
export function undoHandlersOf(options: {
  readonly home: string;
  readonly runtimes: Runtimes;
  readonly containers: Pick<DockerRuntime, 'removeContainer' | 'removeNetwork' | 'setMemoryLimit'>;
  readonly ports: Pick<PortRegistry, 'release'>;
}): UndoHandlers {
  const { home, runtimes, containers, ports } = options;
  const ofRuntimes = () => runtimeUndoHandlers(runtimes, containers);
  return onFirstUse<UndoHandlers>({
    folder: () => fileUndoHandlers.folder,
    file: () => fileUndoHandlers.file,
    content: () => fileUndoHandlers.content,
    move: () => fileUndoHandlers.move,
    swap: () => fileUndoHandlers.swap,
    container: () => ofRuntimes().container,
    network: () => ofRuntimes().network,
    'container-memory': () => ofRuntimes()['container-memory'],
    process: () => ofRuntimes().process,
    server: () => ofRuntimes().server,
    port: () => portUndoHandler(ports),
    instance: () => instanceUndoHandler(runtimes),
    settings: () => settingsUndoHandler(runtimes),
    'benchmark-keys': () => benchmarkUndoHandler(runtimes),
    flush: () => flushUndoHandler(home, runtimes),
    keys: () => keysUndoHandler(home, runtimes),
  });
}
