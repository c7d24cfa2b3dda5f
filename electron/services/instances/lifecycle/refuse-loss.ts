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
  known: ManagedInstance,
  acceptsLoss: boolean,
): Promise<void> {
  if (acceptsLoss || known.entry?.state !== 'running') return;
  // The common case: Redis saves on exit.
  const next = await placeOfNextStart(known);
  if (next === null || keepsData(next)) return;
  const { losesKeys, consequence } = await stopPreview(deps, known);
  if (!losesKeys) return;
  const message = `${consequence} ${known.id} keeps running. Take a backup first, or accept the loss.`;
  throw new AppError('BAD_VALUE', message, {
    field: 'acceptsLoss',
    expected: 'true',
    remedy: { action: null, flags: { yes: 'yes' } },
  });
}
