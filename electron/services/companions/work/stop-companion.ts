import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { Placed } from '../host/companion-host.ts';
import type { CompanionDeps } from './companion-deps.ts';
import { enterPorts, releasePorts } from './companion-ports.ts';
import { hostOf } from './placed.ts';

/** A database writes its memory to disk before it ends. */
const STOP_MS = 5 * 60_000;

/**
 * Asks a companion to end, and waits. @returns whether it was already stopped. @throws AppError TIMED_OUT, CANCELLED
 */
export async function stopCompanion(
  deps: CompanionDeps,
  placed: Placed,
  op: Pick<OperationContext, 'step' | 'signal'>,
): Promise<boolean> {
  const host = hostOf(deps, placed);
  const { state } = await host.stateOf(placed);
  if (state !== 'running') return true;
  await op.step({ id: 'stop-companion', subject: placed.kind.title }, async () => {
    await host.stop(placed, { timeoutMs: STOP_MS, signal: op.signal });
    await enterPorts(deps, placed.client, placed.record.ports, 'stopped');
  });
  return false;
}

/** Removes its container or process, and releases its ports. Its folders are kept. */
export async function takeDown(
  deps: CompanionDeps,
  placed: Placed,
  op: Pick<OperationContext, 'step' | 'signal'>,
): Promise<void> {
  await stopCompanion(deps, placed, op);
  await op.step({ id: 'remove-companion', subject: placed.kind.title }, async () => {
    await hostOf(deps, placed).remove(placed);
    await releasePorts(deps, placed.client, placed.kind);
  });
}
