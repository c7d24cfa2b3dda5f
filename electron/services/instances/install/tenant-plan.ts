import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';

/** The parts of creating a tenant, for operations that include it. */
export interface TenantPlan {
  readonly steps: readonly OperationStepId[];
  /** Creates the tenant and journals every change for undo. @param databases minimum number of databases */
  make(op: OperationContext, databases?: number): Promise<void>;
  /** Cleans up after an undone failure. */
  tidy(): Promise<void>;
}
