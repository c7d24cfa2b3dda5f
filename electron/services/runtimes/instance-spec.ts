import type { InstancePaths } from '../platform/home/paths.ts';

/** The complete description from which a runtime creates an instance. The caller chooses all names and paths. */
export interface InstanceSpec {
  readonly id: string;
  /** Container and network names; unused by the process runtime. */
  readonly container: string;
  readonly network: string;
  /** Subnets to try for the network, in order; empty: the engine chooses. */
  readonly subnets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly paths: InstancePaths;
  /** The name of its engine; omitted: this computer's. */
  readonly engine?: string;
  /** The beginning of the names of its volumes, on an engine without access to `paths`. */
  readonly volumes?: string;
  /** A service of the swarm of its engine; omitted: a container. */
  readonly deployment?: 'service';
  /** The volumes are new, so that an undo removes them. */
  readonly createsVolumes?: boolean;
  /** The port on 127.0.0.1, or on `publishOn`. */
  readonly port: number;
  /** The local address on which a container is published; omitted: 127.0.0.1. */
  readonly publishOn?: string;
  /** The TLS port of the container, published under the same number. */
  readonly tlsPort?: number;
  readonly image: string;
  /** A `docker save` archive to load a missing image from. */
  readonly imageArchive: string | null;
  /** Whether the container may connect to other computers; omitted: no. */
  readonly outgoing?: boolean;
  /** Hard limits of the container. `memoryBytes`: null derives it from `maxmemory`, 0 is no limit. `cpus`: null is no limit. */
  readonly limits: { readonly memoryBytes: number | null; readonly cpus: number | null };
}
