import { useQuery } from '@tanstack/react-query';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { api, orpc, useConnection } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { queryClient } from '../../../client/query-client.ts';
import { OFFLINE } from '../model/key-words.ts';
import * as editWords from '../words/edit.ts';

export interface Editing {
  /** Null for a file, whose keys never change. */
  readonly instance: string | null;
  /** Why keys cannot be changed now; null where they can. */
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
  if (instance === null) {
    const of = source.kind === 'backup' ? editWords.aBackupNeverChangesOpenInstance(source.instance) : null;
    return { instance, blocked: of ?? editWords.aFileNeverChangesOpenAn, readOnly: null };
  }
  const value = readOnly.data?.readOnly ?? false;
  const offline = connected ? null : OFFLINE;
  const replica = status?.replication.role === 'replica' ? editWords.instanceIsAReplicaItsMaster(instance) : null;
  const stopped = status && status.state !== 'running' ? editWords.instanceIsNotRunning(instance) : null;
  return {
    instance,
    blocked: offline ?? stopped ?? replica ?? (value ? editWords.instanceIsReadOnlyTurnOff(instance) : null),
    readOnly: { value, blocked: offline, set: (next) => change.mutate(next) },
  };
}
