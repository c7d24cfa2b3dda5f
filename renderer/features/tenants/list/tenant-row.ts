import type { Backup } from '../../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { IsolationProof, Tenant } from '../../../../shared/contract/tenant.ts';
import { ENGINE_UNREACHABLE, type ShownState, shownState } from '../../../../shared/shown-state.ts';
import { keysOf } from '../../instances/list/totals.ts';

/** What is known of the tenants from different places, each as it came last. */
export interface TenantFacts {
  readonly tenants: readonly Tenant[];
  /** Undefined before the first figures. */
  readonly live: readonly InstanceStatus[] | undefined;
  readonly operations: readonly Operation[];
  readonly backups: readonly Backup[];
  readonly proof: IsolationProof | null;
}

/** A tenant as a row shows it: what its record says, with the newest figures. */
export interface TenantRow {
  readonly id: string;
  readonly status: InstanceStatus;
  readonly keys: number | null;
  /** What its record tells. */
  readonly record: Pick<Tenant, 'created' | 'group' | 'notes' | 'limits' | 'defect'>;
  /** What is being done with it now, in whatever face. */
  readonly operation: Operation | null;
  /** The newest that is not damaged; a safety copy only where there is no other. */
  readonly backup: Backup | null;
  /** Tenants that it reached in the last proof, or that reached it: there should be none. */
  readonly reaches: readonly string[];
  /** When the last test found that it reaches no other tenant and none reaches it; null: not tested. */
  readonly isolationTestedAt: string | null;
}

/**
 * The tenants with the figures that came last, by port. The list alone says which there are: it is read again at
 * every change, while the figures of one that has just been destroyed stay for up to a second.
 */
export function tenantRows({ tenants, live, operations, backups, proof }: TenantFacts): readonly TenantRow[] {
  const figures = new Map(live?.map((status) => [status.id, status]));
  return tenants
    .map((tenant): TenantRow => {
      const { id } = tenant;
      const status = figures.get(id) ?? tenant;
      return {
        id,
        status,
        keys: keysOf(status),
        record: tenant,
        operation: operations.find(({ instance, state }) => instance === id && state === 'running') ?? null,
        // The list comes newest first.
        backup: newestOf(backups.filter(({ instance, damaged }) => instance === id && !damaged)),
        reaches: reachedWith(id, proof),
        isolationTestedAt: testedAt(tenant, proof),
      };
    })
    .sort((a, b) => (a.status.port ?? 65_536) - (b.status.port ?? 65_536));
}

function newestOf(sound: readonly Backup[]): Backup | null {
  return sound.find(({ reason }) => reason !== 'safety') ?? sound[0] ?? null;
}

/** Every try that it took part in was blocked, and the test is of this tenant and not of an earlier one of that id. */
function testedAt({ id, created }: Tenant, proof: IsolationProof | null): string | null {
  const own = proof?.probes.filter(({ from, to }) => from === id || to === id) ?? [];
  if (!proof || own.length === 0 || own.some(({ outcome }) => outcome !== 'blocked')) return null;
  return created !== null && created > proof.at ? null : proof.at;
}

function reachedWith(id: string, proof: IsolationProof | null): readonly string[] {
  const reached = proof?.probes.filter(({ outcome, from, to }) => outcome === 'reached' && (from === id || to === id));
  return [...new Set(reached?.map(({ from, to }) => (from === id ? to : from)))];
}

export type TenantFilter = 'all' | 'running' | 'attention';

/** Whether somebody should look at it: it is not well, something of it is missing, or its memory is nearly full. */
export function needsLook({ status, record, reaches }: TenantRow): boolean {
  const { usedBytes, limitBytes } = status.memory;
  const full = usedBytes !== null && limitBytes !== null && usedBytes >= 0.8 * limitBytes;
  return status.state === 'unhealthy' || status.problem !== null || record.defect != null || full || reaches.length > 0;
}

/** Those that match the words and the choice. Every word must be in its id, port, group, notes, runtime or state. */
export function filteredRows(rows: readonly TenantRow[], text: string, filter: TenantFilter): readonly TenantRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const { id, status, record } = row;
    if (filter === 'running' && status.state !== 'running') return false;
    if (filter === 'attention' && !needsLook(row)) return false;
    const all = [id, status.port, status.runtime, stateWords[shownState(status)], record.group, record.notes]
      .join(' ')
      .toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

const stateWords: Record<ShownState, string> = {
  running: 'running',
  unhealthy: 'unhealthy',
  starting: 'starting',
  stopped: 'stopped',
  missing: 'without a server',
  'engine-unreachable': ENGINE_UNREACHABLE.toLowerCase(),
};

/** `12 of 19 · 10 running, 1 unhealthy, 1 stopped`. @param most how many there can be; null while unknown */
export function headLine(rows: readonly TenantRow[], most: number | null): string {
  const states = Object.entries(stateWords)
    .map(([state, word]) => ({ word, count: rows.filter(({ status }) => shownState(status) === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`);
  const number = most === null ? String(rows.length) : `${rows.length} of ${most}`;
  return states.length === 0 ? number : `${number} · ${states.join(', ')}`;
}
