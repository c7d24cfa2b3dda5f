import { useQuery } from '@tanstack/react-query';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { api, orpc, useConnection } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { queryClient } from '../../../client/query-client.ts';
import { OFFLINE } from '../model/key-words.ts';

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
      meta: { doing: 'Check whether the instance is read-only' },
    }),
  );
  const change = useAppMutation({
    doing: `Change the read-only switch of ${instance ?? 'the instance'}`,
    run: (value: boolean) => api.keyspace.setReadOnly({ ...input, readOnly: value }),
    onSuccess: (result) => queryClient.setQueryData(orpc.keyspace.readOnly.queryKey({ input }), result),
  });
  if (instance === null) {
    const of = source.kind === 'backup' ? `A backup never changes. Open ${source.instance} to change its keys.` : null;
    return { instance, blocked: of ?? 'A file never changes. Open an instance to change keys.', readOnly: null };
  }
  const value = readOnly.data?.readOnly ?? false;
  const offline = connected ? null : OFFLINE;
  const replica =
    status?.replication.role === 'replica'
      ? `${instance} is a replica: its master decides about its keys. Change them there.`
      : null;
  const stopped = status && status.state !== 'running' ? `${instance} is not running.` : null;
  return {
    instance,
    blocked:
      offline ??
      stopped ??
      replica ??
      (value ? `${instance} is read-only. Turn off Read-only to change its keys.` : null),
    readOnly: { value, blocked: offline, set: (next) => change.mutate(next) },
  };
}
