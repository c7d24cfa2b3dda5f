import { recreateInstance } from '../../instances/lifecycle/recreate-instance.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { publishedTls } from '../../redis/conf/tls-place.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { type ComputedPlan, needsSafetyBackup, newPort } from '../plan/plan.ts';
import { newPassword, type Prepared } from '../plan/prepare.ts';
import type { SettingsDeps } from '../settings-deps.ts';
import { moveStopped } from './move-stopped.ts';
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
  const { plan, known, runtime, link } = prepared;
  let safetyBackup = link ? await save() : null;
  const change = async () => {
    if (!link) safetyBackup = await save();
    await op.step('Write redis.conf', () => moveStopped(deps, prepared, op));
    const port = newPort(plan);
    if (!plan.recreate && port === null) return;
    const { target } = plan;
    const to = {
      port,
      publishOn: target.published?.host ?? null,
      tlsPort: publishedTls(target.effective),
      image: null,
      ...target.container,
    };
    await op.step(moveTitle(plan), () => recreateInstance(deps, known, runtime, to, op));
  };
  const entry = await restartAround(
    deps,
    prepared,
    { password: newPassword(plan), conf: plan.target.effective },
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
export function fileStepTitles(plan: ComputedPlan): string[] {
  const isRefused = plan.facts.refusal !== null;
  const safety = needsSafetyBackup(plan) ? ['Take a safety backup'] : [];
  return [
    ...(isRefused ? [] : safety),
    'Save and end Redis',
    ...(isRefused ? safety : []),
    'Write redis.conf',
    ...(plan.recreate || newPort(plan) !== null ? [moveTitle(plan)] : []),
    'Start Redis',
    'Wait until its data is loaded',
    ...(isRefused ? [] : ['Count its keys']),
    'Verify the settings',
  ];
}

function moveTitle({ recreate }: ComputedPlan): string {
  return recreate ? 'Recreate the container' : 'Record the new port';
}
