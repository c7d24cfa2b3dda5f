import { useQuery } from '@tanstack/react-query';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { orpc } from '../../../client/api.ts';
import { go } from '../../../lib/navigate.ts';
import { DriftNotice } from './drift-notice.tsx';
import { UnreadIncludesNotice } from './unread-includes-notice.tsx';

/** How often it is looked whether somebody changed the file or the server behind our back, ms. */
const LOOK_AGAIN_MS = 15_000;

/** On the instance's own page: includes that cannot be read, and where the server or container differs from its file. */
export function InstanceDrift({ instance }: { readonly instance: InstanceStatus }) {
  const { id, state } = instance;
  const { data } = useQuery({
    ...orpc.settings.describe.queryOptions({
      input: { id },
      refetchInterval: LOOK_AGAIN_MS,
      retry: false,
      meta: { doing: `Compare ${id} with its redis.conf` },
    }),
    enabled: state !== 'missing',
  });
  if (state === 'missing' || data?.id !== id) return null;
  return (
    <>
      <UnreadIncludesNotice includes={data.unreadIncludes} />
      {/* What is kept is a plan like any other: it is reviewed where plans are. */}
      {state === 'running' && <DriftNotice document={data} onKeep={() => go(`/settings/${id}`)} />}
    </>
  );
}
