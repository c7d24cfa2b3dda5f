import { AppError } from '../../../../shared/contract/errors.ts';
import type { Kind } from '../kind/companion-kind.ts';
import { minio } from '../minio/minio.ts';
import { postgres } from '../postgres/postgres.ts';

/** Every kind of companion, in the order in which they are created and shown. */
export const kinds: readonly Kind[] = [postgres, minio];

export function kindNamed(name: string): Kind | null {
  return kinds.find((kind) => kind.name === name) ?? null;
}

/** @throws AppError BAD_VALUE */
export function requireKind(name: string): Kind {
  const kind = kindNamed(name);
  if (kind) return kind;
  const expected = `one of ${kinds.map((one) => one.name).join(', ')}`;
  throw new AppError('BAD_VALUE', `companion: "${name}" is not ${expected}.`, { field: 'companion', expected });
}
