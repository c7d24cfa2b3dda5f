import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import { recreateInstance } from '../../instances/lifecycle/recreate-instance.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { publishedTls } from '../../redis/conf/tls-place.ts';
import { type ComputedPlan, newPort } from '../plan/plan.ts';
import type { Prepared } from '../plan/prepare.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';

/** Recreates the container of a stopped instance, or records its new port, where the plan needs it. */
export async function moveToPlan(
  deps: SettingsDeps,
  { plan, instance, runtime }: Pick<Prepared, 'plan' | 'instance' | 'runtime'>,
  op: OperationContext,
): Promise<void> {
  const step = moveStep(plan);
  if (step === null) return;
  const { target } = plan;
  // A recreated container publishes the ports of the new file.
  const place = { publishOn: target.published?.host ?? null, tlsPort: publishedTls(target.effective) };
  const to = { port: newPort(plan), ...place, ...target.container, image: null };
  await op.step(step, () => recreateInstance(deps, instance, runtime, to, op));
}

/** The step of {@link moveToPlan}; null if it does nothing. */
export function moveStep(plan: ComputedPlan): OperationStepId | null {
  if (plan.recreate) return 'recreate-container';
  return newPort(plan) === null ? null : 'record-port';
}
