import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { TenantPorts } from '../../../../shared/contract/tenant.ts';
import { orpc } from '../../../client/api.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { useOperations } from '../../../client/operations.ts';
import * as listWords from '../words/list.ts';
import { type TenantRow, tenantRows } from './tenant-row.ts';

/** No event reports that a `redis.json` was edited by hand or a folder deleted, so the list is read again. */
const AGAIN_AFTER_MS = 5000;

/** All tenants by port, and the state of their query. */
export interface TenantRows {
  /** Undefined before the first result. */
  readonly rows: readonly TenantRow[] | undefined;
  /** The time of the figures. */
  readonly at: string | null;
  /** The core does not answer, so the figures are outdated. */
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
    orpc.tenants.list.queryOptions({
      refetchInterval: AGAIN_AFTER_MS,
      meta: { doing: listWords.readTheListOfTenants },
    }),
  );
  const { at, items: live, stale } = useLiveStatuses();
  useAgainForOthers(live);
  const operations = useOperations();
  const { data: backups } = useQuery(
    orpc.backups.list.queryOptions({ input: {}, meta: { doing: listWords.readTheListOfBackups } }),
  );
  const isolation = useIsolationTest();
  const rows = useMemo(
    () => tenants && tenantRows({ tenants, live, operations, backups: backups ?? [], isolation: isolation ?? null }),
    [tenants, live, operations, backups, isolation],
  );
  return { rows, at, stale, error, retry: () => void refetch(), retrying: isFetching };
}

/** Reads the list again when a poll shows other tenants than before: another program has created or destroyed one. */
function useAgainForOthers(live: readonly InstanceStatus[] | undefined): void {
  const queries = useQueryClient();
  const ids = live?.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (ids !== undefined) void queries.invalidateQueries({ queryKey: orpc.tenants.key() });
  }, [queries, ids]);
}

/** The last isolation test; null before the first, undefined while loading. */
export function useIsolationTest() {
  return useQuery(orpc.tenants.isolation.queryOptions({ meta: { doing: listWords.readTheLastIsolationTest } })).data;
}

/** The port range of tenants and its free ports; undefined while loading. */
export function useTenantPorts(): TenantPorts | undefined {
  return useQuery(orpc.tenants.ports.queryOptions({ meta: { doing: listWords.lookForFreePorts } })).data;
}
