import { useNavigate, useSearch } from '@tanstack/react-router';
import { useLayoutEffect, useMemo } from 'react';
import { useStable } from '../../../lib/use-stable.ts';
import { chartsState, goLive, showMoment } from '../model/view-state.ts';
import { momentOf } from './moment.ts';

/** Shows the moment that the address asks for, for as long as nothing else is chosen; or says why it cannot. */
export function useMoment() {
  const { at } = useSearch({ strict: false });
  const navigate = useNavigate();
  const moment = useMemo(() => (at === undefined ? null : momentOf(at)), [at]);
  const forget = useStable(() => void navigate({ to: '.', search: {}, replace: true }));
  // Before anything is read, so that what is live is not read first.
  useLayoutEffect(() => {
    if (moment === null) return;
    if (typeof moment === 'string') {
      goLive();
      return;
    }
    showMoment(moment);
    return chartsState.subscribe(forget);
  }, [moment, forget]);
  return { problem: typeof moment === 'string' ? moment : null, forget };
}
