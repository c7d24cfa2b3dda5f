import type { RuntimeKind } from '../../../../shared/contract/values.ts';

/**
 * That an instance was made, and how: what cannot be read elsewhere when its container has gone or its engine does
 * not answer. Main's stands in `main.json`, a tenant's in its `redis.json`.
 */
export interface InstanceRecord {
  readonly runtime: RuntimeKind;
  readonly port: number;
  readonly image: string;
  /** Hard limits of the container; null: none. */
  readonly limits: { readonly memoryBytes: number | null; readonly cpus: number | null };
}

export const noLimits = { memoryBytes: null, cpus: null } as const;
