import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyName } from '../../../../shared/contract/key-name.ts';
import type { KeyConnection } from '../values/key-connection.ts';

export function changedMeanwhile(): AppError<'CONFLICT'> {
  const message =
    'Another client changed the key meanwhile, so nothing was written. Open it again, and repeat the change.';
  return new AppError('CONFLICT', message, { what: 'key' });
}

export function alreadyExists({ database, instance }: KeyConnection, name: KeyName): AppError<'ALREADY_EXISTS'> {
  const id = 'text' in name ? name.text : name.base64;
  const message = `Database ${database} of ${instance} already has a key "${id}". Choose another name, or delete that key first.`;
  return new AppError('ALREADY_EXISTS', message, { id, detail: 'key' });
}
