import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { useActivity } from './use-activity.ts';

/**
 * The event whose details are open: a part of the address, so that it can be linked to. One that a link asks for and
 * that is older than what was read so far is read up to.
 */
export function useShownEvent(
  events: readonly ActivityEvent[],
  { more, loadMore, loading }: Pick<ReturnType<typeof useActivity>, 'more' | 'loadMore' | 'loading'>,
) {
  const { event: open = null } = useSearch({ strict: false });
  const navigate = useNavigate();
  // What was here once and is filtered out now is not looked for.
  const [found, setFound] = useState<string | null>(null);
  const isHere = events.some(({ id }) => id === open);
  if (isHere && found !== open) setFound(open);
  const seeking = open !== null && !isHere && found !== open;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when what was asked for has come.
  useEffect(() => {
    if (seeking && more && !loading) loadMore();
  }, [seeking, more, loading]);
  return {
    open,
    setOpen: (id: string | null) => void navigate({ to: '.', search: id === null ? {} : { event: id }, replace: true }),
    /** It is nowhere in the list. */
    lost: seeking && !more,
  };
}
