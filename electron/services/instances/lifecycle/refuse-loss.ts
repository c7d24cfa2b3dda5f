import { AppError } from '../../../../shared/contract/errors.ts';
import { keepsData } from '../../redis/data/next-start.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';
import { placeOfNextStart, stopPreview } from './stop-preview.ts';

/**
 * Refuses to end a server that holds keys in memory only, unless their loss was accepted. Nothing is touched.
 * @throws AppError BAD_VALUE with what would be lost
 */
export async function refuseLoss(
  deps: Pick<InstanceDeps, 'observer'>,
  known: ManagedInstance,
  acceptsLoss: boolean,
): Promise<void> {
  if (acceptsLoss || known.entry?.state !== 'running') return;
  // The usual case: what it holds is saved before it ends.
  const next = await placeOfNextStart(known);
  if (next === null || keepsData(next)) return;
  const { losesKeys, consequence } = await stopPreview(deps, known);
  if (!losesKeys) return;
  const message = `${consequence} ${known.id} was not ended. Take a backup first, or accept the loss: --yes yes.`;
  throw new AppError('BAD_VALUE', message, { field: 'acceptsLoss', expected: 'true' });
}
