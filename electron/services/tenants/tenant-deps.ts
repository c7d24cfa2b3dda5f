import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import type { PortRegistry } from '../ports/port-registry.ts';
import type { DockerRuntime } from '../runtimes/docker/docker-runtime.ts';
import type { NamedEngines } from '../runtimes/engines/engine-router.ts';

export interface TenantDeps extends InstanceDeps {
  readonly ports: PortRegistry;
  /** Ports that the engine publishes for any container. */
  readonly publishedPorts: (engine?: string) => Promise<ReadonlySet<number>>;
  /** The engines on other machines. */
  readonly engines: NamedEngines;
  /** Network addresses of running containers, and connection attempts between them: for the isolation test. */
  readonly places: DockerRuntime['places'];
  readonly reach: DockerRuntime['reach'];
}
