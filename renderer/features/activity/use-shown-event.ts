import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { useActivity } from './use-activity.ts';

/**
 * The event whose details are open. It is part of the URL, so that it can be linked to. For a linked event that is not
 * loaded yet, older pages load until it appears.
 */
export function useShownEvent(
  events: readonly ActivityEvent[],
  { more, loadMore, loading }: Pick<ReturnType<typeof useActivity>, 'more' | 'loadMore' | 'loading'>,
) {
  const { event: open = null } = useSearch({ strict: false });
  const navigate = useNavigate();
  // Do not search for an event that was in the list and is now filtered out.
  const [found, setFound] = useState<string | null>(null);
  const isHere = events.some(({ id }) => id === open);
  if (isHere && found !== open) setFound(open);
  const seeking = open !== null && !isHere && found !== open;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again after each page.
  useEffect(() => {
    if (seeking && more && !loading) loadMore();
  }, [seeking, more, loading]);
  return {
    open,
    setOpen: (id: string | null) => void navigate({ to: '.', search: id === null ? {} : { event: id }, replace: true }),
    /** The whole list is loaded and does not contain it. */
    lost: seeking && !more,
  };
}
