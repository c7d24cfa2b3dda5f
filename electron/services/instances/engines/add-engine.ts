import { resolve } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type AddMachineInput, engineName, type PortRange } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { missingCertificates } from '../../runtimes/engines/certificate-files.ts';
import { readContexts } from '../../runtimes/engines/docker-contexts.ts';
import { type EngineRecord, nextRange } from '../../runtimes/engines/engine-store.ts';
import { parseTarget } from '../../runtimes/engines/engine-target.ts';
import { createNamedEngine, engineIdOf, type NamedEngine } from '../../runtimes/engines/named-engine.ts';
import type { EngineDeps } from './engine-deps.ts';

/**
 * Connects to an engine and adds it to the list, with the id that identifies it.
 * @throws AppError BAD_VALUE, ALREADY_EXISTS, ENGINE_UNREACHABLE; nothing is added then
 */
export async function addEngine(deps: EngineDeps, input: AddMachineInput): Promise<NamedEngine> {
  const { named, environment, env } = deps;
  const { name } = input;
  if (name === LOCAL_ENGINE || !engineName.safeParse(name).success) {
    const expected = `lowercase letters, digits and hyphens, and not ${LOCAL_ENGINE}`;
    throw new AppError('BAD_VALUE', `add: "${name}" is not a valid name for an engine. Give ${expected}.`, {
      field: 'add',
      expected,
    });
  }
  requireUnknown(deps, name);
  const place = placeOf(deps, input);
  parseTarget(place.address, place.certificates !== null);
  const ports = rangeFor(deps, input.ports);
  const { production } = input;
  const record = { name, ...place, engineId: null, ports, production, added: new Date().toISOString() };
  // With the first engine, the home gets its id, which labels what it creates there.
  const candidate = createNamedEngine(record, environment.home, env);
  const [version, info] = await Promise.all([
    candidate.connection.ask((docker) => docker.version()),
    candidate.connection.ask((docker) => docker.info()),
  ]).catch(async (error: unknown) => {
    await candidate.tunnel?.close().catch(() => undefined);
    throw error;
  });
  const engineId = engineIdOf(version, info);
  requireNew(deps, engineId, place.address);
  await named.store.change((engines) => {
    requireUnknown(deps, name);
    return [...engines, { ...record, engineId }];
  });
  named.changed();
  return named.require(name);
}

function requireUnknown({ named }: EngineDeps, name: string): void {
  const known = named.store.named(name);
  if (known === null) return;
  const message = `The engine ${name} exists already (${known.address}). Choose another name, or remove it first.`;
  throw new AppError('ALREADY_EXISTS', message, { id: name, detail: known.address });
}

/** The same engine under two names would show each instance twice. */
function requireNew({ named }: EngineDeps, engineId: string | null, address: string): void {
  const same = named.store
    .all()
    .find((one) => one.address === address || (engineId !== null && one.engineId === engineId));
  if (!same) return;
  const message = `This engine is in the list already, as ${same.name} (${same.address}).`;
  throw new AppError('ALREADY_EXISTS', message, { id: same.name, detail: same.address });
}

type Place = Pick<EngineRecord, 'address' | 'certificates' | 'context'>;

function placeOf({ env }: EngineDeps, { address, context, certificates }: AddMachineInput): Place {
  if (context === undefined) {
    if (address === undefined) {
      const expected = '--address or --context';
      throw new AppError('BAD_VALUE', `address: an engine needs ${expected}.`, { field: 'address', expected });
    }
    return { address: address.trim(), certificates: certificateFolder(certificates), context: null };
  }
  const contexts = readContexts(env);
  const found = contexts.find((one) => one.name === context);
  if (!found || found.problem !== null) {
    const usable = contexts.filter(({ problem }) => problem === null).map((one) => one.name);
    const expected = usable.length === 0 ? 'an --address' : `one of ${usable.join(', ')}, or an --address`;
    const message = found
      ? `context: "${context}" cannot be used. ${found.problem}`
      : `context: "${context}" is not a Docker context of this user, or names no engine. Give ${expected}.`;
    throw new AppError('BAD_VALUE', message, { field: 'context', expected });
  }
  return { address: found.address, certificates: found.certificates, context };
}

function certificateFolder(folder: string | undefined): string | null {
  if (folder === undefined) return null;
  const path = resolve(folder);
  const missing = missingCertificates(path);
  if (missing === null) return path;
  const expected = 'a folder with ca.pem, cert.pem and key.pem';
  throw new AppError('BAD_VALUE', `certificates: ${path} has no ${missing}. Give ${expected}.`, {
    field: 'certificates',
    expected,
  });
}

/** @throws AppError BAD_VALUE if another engine, or the tenants of this computer, use one of the ports */
function rangeFor({ named, environment }: EngineDeps, wanted: PortRange | undefined): PortRange {
  const taken = [
    { name: LOCAL_ENGINE, ...environment.tenantPorts },
    ...named.store.all().map(({ name, ports }) => ({ name, ...ports })),
  ];
  if (wanted === undefined) return nextRange(taken);
  const other = taken.find(({ start, end }) => start <= wanted.end && wanted.start <= end);
  const expected = 'a range START-END from 1024 on that no other engine has';
  if (!other && wanted.start >= 1024 && wanted.start <= wanted.end) return wanted;
  const reason = other ? `overlaps the range of ${other.name} (${other.start}–${other.end})` : 'is no range';
  const message = `ports: ${wanted.start}–${wanted.end} ${reason}. Give ${expected}.`;
  throw new AppError('BAD_VALUE', message, { field: 'ports', expected });
}
