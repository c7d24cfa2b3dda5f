import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { TenantPorts } from '../../../../shared/contract/tenant.ts';
import { orpc } from '../../../client/api.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { useOperations } from '../../../client/operations.ts';
import { type TenantRow, tenantRows } from './tenant-row.ts';

/**
 * Nobody tells when a `redis.json` is changed by hand or a folder is taken away, so what is on screen is read again
 * after this time, ms.
 */
const AGAIN_AFTER_MS = 5000;

/** All tenants by port, and how the reading of them goes. */
export interface TenantRows {
  /** Undefined until they have been read once. */
  readonly rows: readonly TenantRow[] | undefined;
  /** When the figures are from. */
  readonly at: string | null;
  /** The app's own program does not answer: the figures are of an earlier time. */
  readonly stale: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly retrying: boolean;
}

export function useTenantRows(): TenantRows {
  const {
    data: tenants,
    error,
    refetch,
    isFetching,
  } = useQuery(
    orpc.tenants.list.queryOptions({ refetchInterval: AGAIN_AFTER_MS, meta: { doing: 'Read the list of tenants' } }),
  );
  const { at, items: live, stale } = useLiveStatuses();
  useAgainForOthers(live);
  const operations = useOperations();
  const { data: backups } = useQuery(
    orpc.backups.list.queryOptions({ input: {}, meta: { doing: 'Read the list of backups' } }),
  );
  const proof = useIsolationProof();
  const rows = useMemo(
    () => tenants && tenantRows({ tenants, live, operations, backups: backups ?? [], proof: proof ?? null }),
    [tenants, live, operations, backups, proof],
  );
  return { rows, at, stale, error, retry: () => void refetch(), retrying: isFetching };
}

/** Figures of a tenant that the list does not have yet, or no more of one that it has: another program was at it. */
function useAgainForOthers(live: readonly InstanceStatus[] | undefined): void {
  const queries = useQueryClient();
  const ids = live?.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (ids !== undefined) void queries.invalidateQueries({ queryKey: orpc.tenants.key() });
  }, [queries, ids]);
}

/** The last isolation test; null before the first, undefined until it is read. */
export function useIsolationProof() {
  return useQuery(orpc.tenants.isolation.queryOptions({ meta: { doing: 'Read the last isolation test' } })).data;
}

/** The range of tenants' ports and what is free of it; undefined until that is known. */
export function useTenantPorts(): TenantPorts | undefined {
  return useQuery(orpc.tenants.ports.queryOptions({ meta: { doing: 'Look for free ports' } })).data;
}
