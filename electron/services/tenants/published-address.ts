import { AppError } from '../../../shared/contract/errors.ts';
import { LOCAL_ENGINE } from '../../../shared/contract/names.ts';
import type { Publishing } from '../../../shared/contract/values.ts';
import { isDirect } from '../runtimes/engines/engine-target.ts';
import type { NamedEngine } from '../runtimes/engines/named-engine.ts';

/**
 * The address of its machine at which the port of a container is open; null if it is bound to the loopback there.
 * @param engine null: this computer
 * @throws AppError BAD_VALUE where the port could be reached only if it were open without TLS, or by nobody
 */
export async function addressFor(engine: NamedEngine | null, publish: Publishing | undefined): Promise<string | null> {
  const name = engine?.record.name ?? LOCAL_ENGINE;
  const target = engine?.target ?? null;
  if (publish === undefined) {
    if (target === null || !isDirect(target)) return null;
    const expected = '--publish tls, or an engine with an ssh:// address';
    const message = `engine: ${name} is reached by tcp://, which forwards no ports, and a plain open port would show all data to its network. Give ${expected}: with --publish tls the port is open at ${target.host}, for TLS with a password only.`;
    throw new AppError('BAD_VALUE', message, { field: 'publish', expected });
  }
  if (target !== null && isDirect(target)) return target.host;
  const address = target?.kind === 'ssh' ? ((await engine?.machineAddress()) ?? null) : null;
  if (address !== null) return address;
  const expected = 'no --publish';
  const reason =
    target?.kind === 'ssh'
      ? `only ssh knows the way to ${name}, so the address of that machine is unknown`
      : `${name} is this computer, where tenants use 127.0.0.1`;
  throw new AppError('BAD_VALUE', `publish: ${reason}. Give ${expected}.`, { field: 'publish', expected });
}
