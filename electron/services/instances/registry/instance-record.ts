import type { RuntimeKind } from '../../../../shared/contract/values.ts';

/**
 * That an instance was made, and how: what cannot be read elsewhere when its container has gone or its engine does
 * not answer. Main's stands in `main.json`, a tenant's in its `redis.json`.
 */
export interface InstanceRecord {
  readonly runtime: RuntimeKind;
  readonly port: number;
  readonly image: string;
  /** What its container and network are called; null or left out: what a new one would be called. */
  readonly container?: string | null | undefined;
  readonly network?: string | null | undefined;
  /** The address of this computer on which its container is published; left out: 127.0.0.1. */
  readonly publishOn?: string | undefined;
  /** Whether its container reaches other computers; left out: it does not. */
  readonly outgoing?: boolean | undefined;
  /** Hard limits of the container. Memory: null: by `maxmemory`, 0: none. Processors: null: none. */
  readonly limits: { readonly memoryBytes: number | null; readonly cpus: number | null };
}

export const noLimits = { memoryBytes: null, cpus: null } as const;
