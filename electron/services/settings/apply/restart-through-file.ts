import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { plannedSteps } from '../../operations/run/planned-steps.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { type ComputedPlan, needsSafetyBackup } from '../plan/plan.ts';
import { newPassword, type Prepared } from '../plan/prepare.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';
import { moveStopped } from './move-stopped.ts';
import { moveStep, moveToPlan } from './move-to-plan.ts';
import { restartAround } from './restart-with.ts';

/**
 * Applies a plan to a server that cannot be configured live: it refuses this app, or CONFIG is disabled. Stops the
 * server, converts its data to the form that the new file expects, writes the file, and starts the server.
 * @param save takes the safety backup; for a server that refuses this app only after it has stopped
 */
export async function restartThroughFile(
  deps: SettingsDeps,
  prepared: Prepared,
  op: OperationContext,
  save: () => Promise<string | null>,
): Promise<{ readonly entry: RuntimeEntry | null; readonly safetyBackup: string | null }> {
  const { plan, link } = prepared;
  let safetyBackup = link ? await save() : null;
  const change = async () => {
    if (!link) safetyBackup = await save();
    await op.step('write-config', () => moveStopped(deps, prepared, op));
    await moveToPlan(deps, prepared, op);
  };
  const entry = await restartAround(
    deps,
    prepared,
    { password: newPassword(prepared), conf: plan.target.effective },
    op,
    change,
  );
  return { entry, safetyBackup };
}

/** Whether the new file locks this app out, which the user confirmed: then nothing can be verified afterwards. */
export function locksOut({ access }: Pick<Prepared, 'access'>): boolean {
  return access !== null && access.app !== 'ok';
}

/** The steps of {@link restartThroughFile} in order. */
export function fileSteps(plan: ComputedPlan): readonly OperationStepId[] {
  const isRefused = plan.facts.refusal !== null;
  const isSafe = needsSafetyBackup(plan);
  return plannedSteps(
    isSafe && !isRefused && 'safety-backup',
    'save-and-end',
    isSafe && isRefused && 'safety-backup',
    'write-config',
    moveStep(plan),
    'start-redis',
    'wait-loaded',
    !isRefused && 'count-keys',
    'verify-settings',
  );
}
