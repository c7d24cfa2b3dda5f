import { AppError } from '../../../../shared/contract/errors.ts';
import type { Machine } from '../../../../shared/contract/machine.ts';
import type { DrainInput, DrainPreview } from '../../../../shared/contract/move.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';

/** The properties of a tenant that a plan needs. */
export type DrainedTenant = Pick<Tenant, 'client' | 'state' | 'memory' | 'passwordSet'> & {
  readonly engine?: Tenant['engine'];
  /** Whether its port is open at the address of its machine. */
  readonly isOpen: boolean;
  /** The services beside it, by their title. */
  readonly beside: readonly string[];
};

/** Why a machine cannot take a tenant, as a sentence; null: it can. */
export interface TargetRefusals {
  /** With a port that is forwarded. */
  readonly forwarded: string | null;
  /** With a port that is open at its address. */
  readonly open: string | null;
}

/**
 * Where each tenant of a machine goes: the largest first, each to the machine with the most memory left.
 * @param refusals by the name of the machine
 * @throws AppError BAD_VALUE for machines that cannot take any
 */
export function planDrain(
  { engine, to, publish }: DrainInput,
  machines: readonly Machine[],
  tenants: readonly DrainedTenant[],
  refusals: ReadonlyMap<string, TargetRefusals>,
): DrainPreview {
  requireMachine(machines, engine, 'drain');
  const targets = to.map((name) => requireMachine(machines, name, 'targets'));
  if (to.includes(engine))
    throw badValue('targets', `targets: ${engine} cannot take its own tenants.`, 'other machines');
  if (publish !== undefined && to.includes(LOCAL_ENGINE)) {
    const message = `publish: ${LOCAL_ENGINE} is this computer, where no port is opened. Leave it out of the targets, or drain without publish.`;
    throw badValue('publish', message, 'other machines as targets');
  }
  const away = targets.find(({ state }) => state !== 'connected');
  if (away) {
    const reason = away.problem?.message ?? 'it does not answer';
    throw badValue('targets', `targets: ${away.name} cannot take tenants: ${reason}`, 'machines that answer');
  }
  const placeOf = ({ engine: name }: DrainedTenant) => name ?? LOCAL_ENGINE;
  const room = targets.map(({ name, memoryBytes, ports }) => {
    const there = tenants.filter((tenant) => placeOf(tenant) === name);
    return {
      name,
      bytes: (memoryBytes ?? 0) - there.reduce((sum, tenant) => sum + weightOf(tenant), 0),
      ports: ports.end - ports.start + 1 - there.length,
    };
  });
  const own = tenants.filter((tenant) => placeOf(tenant) === engine).sort((a, b) => weightOf(b) - weightOf(a));
  const moves: DrainPreview['moves'] = [];
  const left: DrainPreview['left'] = [];
  for (const tenant of own) {
    if (tenant.state !== 'running' && tenant.state !== 'stopped') {
      left.push({
        id: tenant.client,
        reason: `It is ${tenant.state}. Only a tenant that runs or is stopped can move.`,
      });
      continue;
    }
    if (tenant.beside.length > 0) {
      const titles = tenant.beside.join(' and ');
      left.push({
        id: tenant.client,
        reason: `Services beside it run on this computer only: ${titles}. Remove ${titles} before the move. The data is kept in a backup.`,
      });
      continue;
    }
    if (publish !== undefined && !tenant.passwordSet) {
      left.push({ id: tenant.client, reason: 'It has no password, and its port would be open. Set a password first.' });
      continue;
    }
    const refusalAt = (name: string) => {
      const { forwarded = null, open = null } = refusals.get(name) ?? {};
      // A tenant with an open port keeps one where nothing is forwarded.
      return publish !== undefined || (tenant.isOpen && forwarded !== null) ? open : forwarded;
    };
    const possible = room.filter(({ name }) => refusalAt(name) === null);
    const [first] = room;
    if (first && possible.length === 0) {
      left.push({ id: tenant.client, reason: refusalAt(first.name) ?? '' });
      continue;
    }
    const best = possible.filter(({ ports }) => ports > 0).sort((a, b) => b.bytes - a.bytes)[0];
    if (!best) {
      left.push({ id: tenant.client, reason: 'The other machines have no free ports.' });
      continue;
    }
    best.bytes -= weightOf(tenant);
    best.ports--;
    moves.push({ id: tenant.client, to: best.name, memoryBytes: tenant.memory.usedBytes });
  }
  return { engine, moves, left };
}

/** The memory that a tenant may need: its limit, or what it uses now. */
function weightOf({ memory }: DrainedTenant): number {
  return memory.limitBytes ?? memory.usedBytes ?? 0;
}

function requireMachine(machines: readonly Machine[], name: string, field: string): Machine {
  const found = machines.find((one) => one.name === name);
  if (found) return found;
  const expected = `one of ${machines.map((one) => one.name).join(', ')}`;
  throw badValue(field, `${field}: there is no engine "${name}". Give ${expected}.`, expected);
}

function badValue(field: string, message: string, expected: string): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', message, { field, expected });
}
