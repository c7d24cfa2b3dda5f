import { useNavigate, useSearch } from '@tanstack/react-router';
import { useLayoutEffect, useMemo } from 'react';
import { useStable } from '../../../lib/use-stable.ts';
import { chartsState, goLive, showMoment } from '../model/view-state.ts';
import { momentOf } from './moment.ts';

/** Shows the moment in the URL until the user chooses another time, or reports why it cannot. */
export function useMoment() {
  const { at } = useSearch({ strict: false });
  const navigate = useNavigate();
  const moment = useMemo(() => (at === undefined ? null : momentOf(at)), [at]);
  const clearMoment = useStable(() => void navigate({ to: '.', search: {}, replace: true }));
  // A layout effect runs before the first query, which would otherwise read live data.
  useLayoutEffect(() => {
    if (moment === null) return;
    if (typeof moment === 'string') {
      goLive();
      return;
    }
    showMoment(moment);
    return chartsState.subscribe(clearMoment);
  }, [moment, clearMoment]);
  return { problem: typeof moment === 'string' ? moment : null, clearMoment };
}
