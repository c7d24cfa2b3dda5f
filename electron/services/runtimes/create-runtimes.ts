import type { Environment } from '../platform/home/environment.ts';
import { createDockerRuntime, type DockerRuntime, type DockerRuntimeOptions } from './docker/docker-runtime.ts';
import { createNamedEngines, type NamedEngines, routeEngines } from './engines/engine-router.ts';
import { createEngineStore } from './engines/engine-store.ts';
import { createProcessRuntime } from './process/create-process-runtime.ts';
import type { Runtimes } from './runtime.ts';

export interface RuntimeOptions extends DockerRuntimeOptions {
  readonly environment: Environment;
  /** The port in an instance's record. */
  readonly recordedPort: (id: string) => Promise<number | null>;
  /** The named engine in an instance's record; null: this computer's. */
  readonly recordedEngineName: (id: string) => string | null;
}

/** The registered runtimes, and the container engine with its additional functions. */
export interface RegisteredRuntimes {
  readonly runtimes: Runtimes;
  readonly containers: DockerRuntime;
  readonly engines: NamedEngines;
  /** The Docker runtime on one engine, whatever the records say. @param engine null: this computer's @throws AppError NOT_FOUND */
  readonly engineAt: (engine: string | null) => DockerRuntime;
}

/** Creates every runtime. A new one is one more line here, and its row in `shared/contract/runtimes.ts`. */
export function createRuntimes(options: RuntimeOptions): RegisteredRuntimes {
  const local = createDockerRuntime(options);
  const engines = createNamedEngines(createEngineStore(options.environment.home), options, local.connection);
  const docker = routeEngines(local, engines, options.recordedEngineName);
  const runtimes = {
    docker,
    process: createProcessRuntime(options.environment, options.env.PATH, options.recordedPort),
  };
  const engineAt = (engine: string | null) => (engine === null ? local : engines.runtime(engine));
  return { runtimes, containers: docker, engines, engineAt };
}
