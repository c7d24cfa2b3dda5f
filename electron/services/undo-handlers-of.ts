import { flushUndoHandler } from './backups/take/flush-undo.ts';
import { benchmarkUndoHandler } from './benchmark/benchmark-undo.ts';
import type { CompanionDeps } from './companions/work/companion-deps.ts';
import { companionUndoHandlers } from './companions/work/companion-undo.ts';
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
import { type MoveUndoDeps, moveUndoHandler } from './tenants/move/move-undo.ts';

/** The undo handlers of all journal entries, each created on first use. */
export function undoHandlersOf(options: {
  readonly environment: CompanionDeps['environment'];
  readonly host: CompanionDeps['host'];
  readonly runtimes: Runtimes;
  readonly containers: Pick<
    DockerRuntime,
    'removeContainer' | 'removeNetwork' | 'removeService' | 'removeVolumes' | 'replaceData' | 'setMemoryLimit'
  >;
  readonly ports: Pick<PortRegistry, 'enter' | 'release'>;
  readonly engineAt: MoveUndoDeps['engineAt'];
}): UndoHandlers {
  const { environment, host, runtimes, containers, ports, engineAt } = options;
  const { home } = environment;
  const ofCompanions = () => companionUndoHandlers({ environment, host });
  const ofRuntimes = () => runtimeUndoHandlers(runtimes, containers);
  return onFirstUse<UndoHandlers>({
    folder: () => fileUndoHandlers.folder,
    file: () => fileUndoHandlers.file,
    content: () => fileUndoHandlers.content,
    move: () => fileUndoHandlers.move,
    swap: () => fileUndoHandlers.swap,
    container: () => ofRuntimes().container,
    network: () => ofRuntimes().network,
    service: () => ofRuntimes().service,
    volumes: () => ofRuntimes().volumes,
    'volume-data': () => ofRuntimes()['volume-data'],
    'container-memory': () => ofRuntimes()['container-memory'],
    process: () => ofRuntimes().process,
    server: () => ofRuntimes().server,
    port: () => portUndoHandler(ports),
    instance: () => instanceUndoHandler(runtimes),
    settings: () => settingsUndoHandler(runtimes),
    'benchmark-keys': () => benchmarkUndoHandler(runtimes),
    flush: () => flushUndoHandler(home, runtimes),
    keys: () => keysUndoHandler(home, runtimes),
    'companion-server': () => ofCompanions()['companion-server'],
    'tenant-move': () => moveUndoHandler({ environment, runtimes, ports, engineAt }),
    'companion-restore': () => ofCompanions()['companion-restore'],
  });
}
