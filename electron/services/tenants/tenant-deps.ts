import type { InstanceDeps } from '../instances/registry/instance-deps.ts';
import type { PortRegistry } from '../ports/port-registry.ts';
import type { DockerRuntime } from '../runtimes/docker/docker-runtime.ts';

/** What the tenants service is made of. */
export interface TenantDeps extends InstanceDeps {
  readonly ports: PortRegistry;
  /** Ports that engines publish for anybody, ours or not. */
  readonly publishedPorts: () => Promise<ReadonlySet<number>>;
  /** Where running containers are, and whom they reach: for the proof of isolation. */
  readonly places: DockerRuntime['places'];
  readonly reach: DockerRuntime['reach'];
}
