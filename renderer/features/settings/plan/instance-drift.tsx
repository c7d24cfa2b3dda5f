import { useQuery } from '@tanstack/react-query';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { orpc } from '../../../client/api.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import * as planWords from '../words/plan.ts';
import { DriftNotice } from './drift-notice.tsx';
import { UnreadIncludesNotice } from './unread-includes-notice.tsx';

/** Detects changes to the file or the server by others. */
const REFETCH_MS = 15_000;

/** On the instance page: unreadable includes, and drift between file and server or container. */
export function InstanceDrift({ instance }: { readonly instance: InstanceStatus }) {
  const { id, state } = instance;
  const { data } = useQuery({
    ...orpc.settings.describe.queryOptions({
      input: { id },
      refetchInterval: REFETCH_MS,
      retry: false,
      meta: { doing: planWords.compareIdWithItsRedisConf(id) },
    }),
    enabled: state !== 'missing',
  });
  if (state === 'missing' || data?.id !== id) return null;
  return (
    <>
      <UnreadIncludesNotice includes={data.unreadIncludes} />
      {/* The choice becomes a plan, which the settings page shows for review. */}
      {state === 'running' && <DriftNotice document={data} onKeep={() => navigateTo(`/settings/${id}`)} />}
    </>
  );
}
