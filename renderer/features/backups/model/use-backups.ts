import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Backup, UndoOffer } from '../../../../shared/contract/backup.ts';
import type { OperationKind } from '../../../../shared/contract/operation.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { orpc } from '../../../client/api.ts';
import { useOperations } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import * as listWords from '../words/list.ts';

/** Backups of one instance or of all; undefined while loading. */
export function useBackups(instance: string | null) {
  const { data, error, refetch, isFetching } = useQuery(
    orpc.backups.list.queryOptions({ input: {}, meta: { doing: listWords.readTheListOfBackups } }),
  );
  const backups = useMemo(
    () => (instance === null ? data : data?.filter((backup) => backup.instance === instance)),
    [data, instance],
  );
  return { backups, error, retry: () => void refetch(), retrying: isFetching };
}

const kinds: readonly OperationKind[] = [
  'backup',
  'prove',
  'restore',
  'undo',
  'flush',
  'import-backup',
  'export-backup',
];

/** Running backup operations of all clients, of one instance or of all. */
export function useBackupOperations(instance: string | null): readonly Operation[] {
  return useOperations().filter(
    ({ kind, state, instance: of }) =>
      state === 'running' && kinds.includes(kind) && (instance === null || of === instance),
  );
}

/** Whether a manual verification of the backup is running. */
export function isBeingVerified({ instance, name }: Backup, operations: readonly Operation[]): boolean {
  return operations.some(
    ({ kind, title, instance: of }) => kind === 'prove' && of === instance && title === `Verify ${name}`,
  );
}

/** Changes that can be undone, newest first, of one instance or of all with a safety backup. */
export function useUndoables(instance: string | null, backups: readonly Backup[]): readonly UndoOffer[] {
  const safe = [...new Set(backups.flatMap((backup) => (backup.reason === 'safety' ? [backup.instance] : [])))];
  const ids = instance === null ? safe : [instance];
  // A restore from a terminal does not change the list, so the end of its operation triggers the refresh.
  const running = useBackupOperations(instance).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again when the number of running operations changes.
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: orpc.backups.undoable.key() });
  }, [running]);
  return useQueries({
    queries: ids.map((id) =>
      orpc.backups.undoable.queryOptions({
        input: { instance: id },
        meta: { doing: listWords.checkForUndoableChanges },
      }),
    ),
    combine: (results) => results.flatMap(({ data }) => data ?? []).sort((a, b) => b.at.localeCompare(a.at)),
  });
}
