import { useQuery } from '@tanstack/react-query';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { orpc } from '../../../client/api.ts';
import { go } from '../../../lib/navigate.ts';
import { DriftNotice } from './drift-notice.tsx';

/** How often it is looked whether somebody changed the file or the server behind our back, ms. */
const LOOK_AGAIN_MS = 15_000;

/** On the instance's own page: its redis.conf says one thing, and the server or its container does another. */
export function InstanceDrift({ instance }: { readonly instance: InstanceStatus }) {
  const { id, state } = instance;
  const { data } = useQuery({
    ...orpc.settings.describe.queryOptions({
      input: { id },
      refetchInterval: LOOK_AGAIN_MS,
      retry: false,
      meta: { doing: `Compare ${id} with its redis.conf` },
    }),
    enabled: state === 'running',
  });
  if (state !== 'running' || data?.id !== id) return null;
  // What is kept is a plan like any other: it is reviewed where plans are.
  return <DriftNotice document={data} onKeep={() => go(`/settings/${id}`)} />;
}
