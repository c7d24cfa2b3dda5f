import type { InstancePaths } from '../platform/home/paths.ts';

/** What a runtime needs to know to make an instance. All names and paths are decided by the caller. */
export interface InstanceSpec {
  readonly id: string;
  /** Container and network names; the process runtime has neither. */
  readonly container: string;
  readonly network: string;
  /** The subnet to give the network, tried in order; empty: the engine chooses. */
  readonly subnets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly paths: InstancePaths;
  /** The port on 127.0.0.1, or on `publishOn`. */
  readonly port: number;
  /** The address of this computer on which a container is published; left out: 127.0.0.1. */
  readonly publishOn?: string;
  /** A port of the container that is published under the same number beside it: that of TLS. */
  readonly tlsPort?: number;
  readonly image: string;
  /** A file made by `docker save` to load the image from, when it is not there. */
  readonly imageArchive: string | null;
  /** Whether the container reaches other computers; left out: it does not. */
  readonly outgoing?: boolean;
  /** Hard limits of the container. Memory: null: by `maxmemory`, 0: none. Processors: null: none. */
  readonly limits: { readonly memoryBytes: number | null; readonly cpus: number | null };
}
