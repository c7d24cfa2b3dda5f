import type { OperationContext } from '../../operations/run/operation-context.ts';

/** What making a tenant takes, for an operation that does this or more. */
export interface TenantPlan {
  /** The titles of its steps. */
  readonly steps: readonly string[];
  /** Makes it, everything noted for undo. `databases`: as many at least. */
  make(op: OperationContext, databases?: number): Promise<void>;
  /** Clears up after a failure that was undone. */
  tidy(): Promise<void>;
}
