import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';

/** The steps of a plan in order, without those whose condition does not hold. */
export function plannedSteps(...steps: readonly (OperationStepId | false | null)[]): readonly OperationStepId[] {
  return steps.filter((step) => step !== false && step !== null);
}
