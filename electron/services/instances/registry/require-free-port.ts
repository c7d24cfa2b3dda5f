import { AppError } from '../../../../shared/contract/errors.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { isPortFree, nextFreePort } from '../../ports/free-ports.ts';
import { portOwner } from '../../ports/port-owner.ts';

/** @throws AppError PORT_TAKEN with the program that uses the port, if known, and a free port */
export async function requireFreePort(port: number, environment: Environment): Promise<void> {
  if (!(await isPortFree(port))) throw await portTaken(port, environment);
}

/** The failure of a port in use, with its owner and another one. */
export async function portTaken(port: number, environment: Environment): Promise<AppError<'PORT_TAKEN'>> {
  const { start, end } = environment.tenantPorts;
  // Suggest a port outside the tenant range.
  const [by, free] = await Promise.all([portOwner(port), nextFreePort(end + 1, end + 100, new Set())]);
  const user = by ?? 'a program of another user';
  const offer = free === null ? '' : `, for example ${free}`;
  return new AppError(
    'PORT_TAKEN',
    `Port ${port} is already in use by ${user}. Stop that program or choose another port${offer} (tenants use ${start}–${end}).`,
    { port, by, free },
  );
}
