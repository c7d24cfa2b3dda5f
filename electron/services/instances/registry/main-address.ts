import { networkInterfaces } from 'node:os';
import { AppError } from '../../../../shared/contract/errors.ts';

/** @throws AppError BAD_VALUE for an address that is none of this computer's */
export function requireOwnAddress(address: string): string {
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address));
  if (isLoopback(address) || ['0.0.0.0', '::', ...own].includes(address)) return address;
  const expected = `an address of this computer (${own.join(', ')}), or 0.0.0.0 for all of them`;
  throw new AppError('BAD_VALUE', `REDIS_BIND: "${address}" is not ${expected}.`, { field: 'REDIS_BIND', expected });
}

/** What it means to listen there; null where only programs of this computer can come. */
export function beyondThisComputer(address: string, password: string): string | null {
  if (isLoopback(address)) return null;
  const who =
    password === ''
      ? 'whoever reaches this computer can read and change all data. Set a password, or take it back with --action config --set bind=127.0.0.1.'
      : 'whoever reaches this computer and knows the password can use it.';
  return `It listens on ${address}, as REDIS_BIND says: ${who}`;
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
