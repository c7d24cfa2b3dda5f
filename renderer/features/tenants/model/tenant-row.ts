import type { Backup } from '../../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { IsolationTest, Tenant } from '../../../../shared/contract/tenant.ts';
import { type ShownState, shownState } from '../../../../shared/shown-state.ts';
import { keysOf } from '../../instances/model/totals.ts';
import * as listWords from '../words/list.ts';

/** The data about the tenants from its different sources. */
export interface TenantFacts {
  readonly tenants: readonly Tenant[];
  /** Undefined before the first poll. */
  readonly live: readonly InstanceStatus[] | undefined;
  readonly operations: readonly Operation[];
  readonly backups: readonly Backup[];
  readonly isolation: IsolationTest | null;
}

/** A tenant with its newest figures, as a row shows it. */
export interface TenantRow {
  readonly id: string;
  readonly status: InstanceStatus;
  readonly keys: number | null;
  /** The fields of its record. */
  readonly record: Pick<Tenant, 'created' | 'group' | 'notes' | 'limits' | 'defect' | 'branch' | 'companions'>;
  /** Its running operation, of any client. */
  readonly operation: Operation | null;
  /** The newest undamaged backup; a safety backup only if there is no other. */
  readonly backup: Backup | null;
  /** Tenants that could connect to it in the last isolation test, or it to them: a failure. */
  readonly reaches: readonly string[];
  /** The time of the last test in which it was isolated; null: not tested. */
  readonly isolationTestedAt: string | null;
}

/**
 * The tenants with their newest figures, by port. Only the list decides which tenants exist: it is read again after every
 * change, while a poll may contain a destroyed tenant for up to a second.
 */
export function tenantRows({ tenants, live, operations, backups, isolation }: TenantFacts): readonly TenantRow[] {
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
        reaches: reachedWith(id, isolation),
        isolationTestedAt: testedAt(tenant, isolation),
      };
    })
    .sort((a, b) => (a.status.port ?? 65_536) - (b.status.port ?? 65_536));
}

function newestOf(undamaged: readonly Backup[]): Backup | null {
  return undamaged.find(({ reason }) => reason !== 'safety') ?? undamaged[0] ?? null;
}

/** All its probes were blocked, and the test is newer than the tenant: an earlier tenant may have had the same id. */
function testedAt({ id, created }: Tenant, isolation: IsolationTest | null): string | null {
  const own = isolation?.probes.filter(({ from, to }) => from === id || to === id) ?? [];
  if (!isolation || own.length === 0 || own.some(({ outcome }) => outcome !== 'blocked')) return null;
  return created !== null && created > isolation.at ? null : isolation.at;
}

function reachedWith(id: string, isolation: IsolationTest | null): readonly string[] {
  const reached = isolation?.probes.filter(
    ({ outcome, from, to }) => outcome === 'reached' && (from === id || to === id),
  );
  return [...new Set(reached?.map(({ from, to }) => (from === id ? to : from)))];
}

export type TenantFilter = 'all' | 'running' | 'attention';

/** Whether a tenant is unhealthy, defective, reachable by others, or nearly out of memory. */
export function needsAttention({ status, record, reaches }: TenantRow): boolean {
  const { usedBytes, limitBytes } = status.memory;
  const full = usedBytes !== null && limitBytes !== null && usedBytes >= 0.8 * limitBytes;
  return status.state === 'unhealthy' || status.problem !== null || record.defect != null || full || reaches.length > 0;
}

/** The tenants that match the filter and all words, in id, port, group, notes, runtime or state. */
export function filteredRows(rows: readonly TenantRow[], text: string, filter: TenantFilter): readonly TenantRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const { id, status, record } = row;
    if (filter === 'running' && status.state !== 'running') return false;
    if (filter === 'attention' && !needsAttention(row)) return false;
    const all = [id, status.port, status.runtime, stateWords[shownState(status)], record.group, record.notes]
      .join(' ')
      .toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

const stateWords: Record<ShownState, string> = {
  ...listWords.states,
  missing: listWords.withoutAServer,
  'engine-unreachable': listWords.engineUnreachable,
  'node-unreachable': listWords.nodeUnreachable,
};

/** `12 of 19 · 10 running, 1 unhealthy, 1 stopped`. @param limit the maximum number of tenants; null while unknown */
export function headLine(rows: readonly TenantRow[], limit: number | null): string {
  const states = Object.entries(stateWords)
    .map(([state, word]) => ({ word, count: rows.filter(({ status }) => shownState(status) === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`);
  const number = limit === null ? String(rows.length) : listWords.countOfLimit(rows.length, limit);
  return states.length === 0 ? number : `${number} · ${states.join(', ')}`;
}
