import { AppError } from '../../../shared/contract/errors.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';

/** Why nothing is known of an instance whose engine is away; null for any other. Its server may run. */
export function engineUnreachable({ problem }: InstanceStatus): AppError<'ENGINE_UNREACHABLE'> | null {
  if (problem?.code !== 'ENGINE_UNREACHABLE') return null;
  const { message, fix } = problem;
  return new AppError('ENGINE_UNREACHABLE', `${message} ${fix ?? ''}`.trim(), { endpoint: '', reason: message });
}
