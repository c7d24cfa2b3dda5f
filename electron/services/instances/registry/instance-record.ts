import type { RuntimeKind } from '../../../../shared/contract/values.ts';

/**
 * How an instance was created. Needed if its container is gone or its engine is unreachable. Stored in `main.json` for
 * main and in `redis.json` for a tenant.
 */
export interface InstanceRecord {
  readonly runtime: RuntimeKind;
  readonly port: number;
  readonly image: string;
  /** Names of its container and network; null or omitted: the default names. */
  readonly container?: string | null | undefined;
  readonly network?: string | null | undefined;
  /** The local address on which its container is published; omitted: 127.0.0.1. */
  readonly publishOn?: string | undefined;
  /**
   * The address of its machine at which its port is open, for TLS with a password only; omitted: the port is bound to the
   * loopback of its machine.
   */
  readonly publishedAt?: string | undefined;
  /** Whether its container may connect to other computers; omitted: no. */
  readonly outgoing?: boolean | undefined;
  /** The name of its engine; omitted: this computer's. */
  readonly engineName?: string | undefined;
  /** The beginning of the names of its volumes, on a named engine. */
  readonly volumes?: string | undefined;
  /** It runs as a service of the swarm of that engine. */
  readonly deployment?: 'service' | undefined;
  /** Hard limits of the container. `memoryBytes`: null derives it from `maxmemory`, 0 is no limit. `cpus`: null is no limit. */
  readonly limits: { readonly memoryBytes: number | null; readonly cpus: number | null };
}

export const noLimits = { memoryBytes: null, cpus: null } as const;
