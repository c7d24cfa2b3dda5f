import { AppError } from '../../../../shared/contract/errors.ts';
import { keepsData } from '../../redis/data/next-start.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { placeOfNextStart, stopPreview } from './stop-preview.ts';

/**
 * Rejects a stop that would lose keys, unless the user accepts the loss.
 * @throws AppError BAD_VALUE with the data that would be lost
 */
export async function refuseLoss(
  deps: Pick<InstanceDeps, 'observer'>,
  instance: ManagedInstance,
  acceptsLoss: boolean,
): Promise<void> {
  if (acceptsLoss || instance.entry?.state !== 'running') return;
  // The common case: Redis saves on exit.
  const next = await placeOfNextStart(instance);
  if (next === null || keepsData(next)) return;
  const { losesKeys, consequence } = await stopPreview(deps, instance);
  if (!losesKeys) return;
  const message = `${consequence} ${instance.id} keeps running. Take a backup first, or accept the loss.`;
  throw new AppError('BAD_VALUE', message, {
    field: 'acceptsLoss',
    expected: 'true',
    remedy: { action: null, flags: { yes: 'yes' } },
  });
}
