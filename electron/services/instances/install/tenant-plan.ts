import type { OperationContext } from '../../operations/run/operation-context.ts';

/** The parts of creating a tenant, for operations that include it. */
export interface TenantPlan {
  /** Step titles. */
  readonly steps: readonly string[];
  /** Creates the tenant and journals every change for undo. @param databases minimum number of databases */
  make(op: OperationContext, databases?: number): Promise<void>;
  /** Cleans up after an undone failure. */
  tidy(): Promise<void>;
}
