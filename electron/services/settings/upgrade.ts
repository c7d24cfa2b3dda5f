import { AppError } from '../../../shared/contract/errors.ts';
import type { Operation } from '../../../shared/contract/operation.ts';
import type { SettingsDeps } from './deps.ts';

export async function upgradeInstance(_: SettingsDeps, id: string, __: string | undefined): Promise<Operation> {
  throw new AppError('NOT_RUNNING', 'not yet', { id, state: 'missing' });
}
