import type { Environment } from '../platform/home/environment.ts';
import { createDockerRuntime, type DockerRuntime, type DockerRuntimeOptions } from './docker/docker-runtime.ts';
import { createProcessRuntime } from './process/create-process-runtime.ts';
import type { Runtimes } from './runtime.ts';

export interface RuntimeOptions extends DockerRuntimeOptions {
  readonly environment: Environment;
  /** The port in an instance's record. */
  readonly recordedPort: (id: string) => Promise<number | null>;
}

/** The registered runtimes, and the engine of containers with all that only it offers. */
export interface RegisteredRuntimes {
  readonly runtimes: Runtimes;
  readonly containers: DockerRuntime;
}

/** Creates every runtime. A new one is one more line here, and its row in `shared/contract/runtimes.ts`. */
export function createRuntimes(options: RuntimeOptions): RegisteredRuntimes {
  const docker = createDockerRuntime(options);
  const runtimes = {
    docker,
    process: createProcessRuntime(options.environment, options.env.PATH, options.recordedPort),
  };
  return { runtimes, containers: docker };
}
