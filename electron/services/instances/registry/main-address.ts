import { networkInterfaces } from 'node:os';
import { AppError } from '../../../../shared/contract/errors.ts';
import { isLoopback } from '../../ports/loopback.ts';

/** @throws AppError BAD_VALUE unless the address belongs to this computer */
export function requireOwnAddress(address: string): string {
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address));
  if (isLoopback(address) || ['0.0.0.0', '::', ...own].includes(address)) return address;
  const expected = `an address of this computer (${own.join(', ')}), or 0.0.0.0 for all of them`;
  throw new AppError('BAD_VALUE', `REDIS_BIND: "${address}" is not ${expected}.`, { field: 'REDIS_BIND', expected });
}

/** A warning about listening on this address; null if only local programs can connect. */
export function beyondThisComputer(address: string, password: string): string | null {
  if (isLoopback(address)) return null;
  const risk =
    password === ''
      ? 'Anyone who can connect to this computer can read and change all data. Set a password, or set bind back to 127.0.0.1.'
      : 'Anyone who can connect to this computer and knows the password can use it.';
  return `It listens on ${address} (REDIS_BIND). ${risk}`;
}
