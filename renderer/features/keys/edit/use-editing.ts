import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { api, orpc, useConnection } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { queryClient } from '../../../client/query-client.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { OFFLINE } from '../model/key-words.ts';
import * as editWords from '../words/edit.ts';

export interface Editing {
  /** Null for a file, whose keys never change. */
  readonly instance: string | null;
  /** Why keys cannot be changed now; null if they can. */
  readonly blocked: string | null;
  readonly readOnly: {
    readonly value: boolean;
    readonly blocked: string | null;
    readonly set: (readOnly: boolean) => void;
  } | null;
}

/** Whether the keys of a source can be changed, and the read-only switch of an instance. */
export function useEditing(source: KeySource): Editing {
  const instance = source.kind === 'instance' ? source.instance : null;
  const connected = useConnection().state === 'connected';
  const status = useLiveStatus(instance);
  const input = { instance: instance ?? '' };
  const readOnly = useQuery(
    orpc.keyspace.readOnly.queryOptions({
      input,
      enabled: instance !== null,
      meta: { doing: editWords.checkWhetherTheInstanceIsRead },
    }),
  );
  const change = useAppMutation({
    doing: editWords.changeTheReadOnlySwitchOf(instance ?? editWords.theInstance),
    run: (value: boolean) => api.keyspace.setReadOnly({ ...input, readOnly: value }),
    onSuccess: (result) => queryClient.setQueryData(orpc.keyspace.readOnly.queryKey({ input }), result),
  });
  const set = useStable((next: boolean) => change.mutate(next));
  const value = readOnly.data?.readOnly ?? false;
  const offline = connected ? null : OFFLINE;
  const blocked = blockedBy(source, { value, offline, status });
  // The status arrives every second, mostly without a relevant difference.
  return useMemo(
    () => ({ instance, blocked, readOnly: instance === null ? null : { value, blocked: offline, set } }),
    [instance, blocked, value, offline, set],
  );
}

interface Circumstances {
  readonly value: boolean;
  readonly offline: string | null;
  readonly status: InstanceStatus | undefined;
}

function blockedBy(source: KeySource, { value, offline, status }: Circumstances): string | null {
  if (source.kind === 'backup') return editWords.aBackupNeverChangesOpenInstance(source.instance);
  if (source.kind !== 'instance') return editWords.fileNeverChanges;
  const { instance } = source;
  if (offline !== null) return offline;
  if (status && status.state !== 'running') return editWords.instanceIsNotRunning(instance);
  if (status?.replication.role === 'replica') return editWords.instanceIsAReplicaItsMaster(instance);
  return value ? editWords.instanceIsReadOnlyTurnOff(instance) : null;
}
