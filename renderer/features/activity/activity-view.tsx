import { Button } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useConnection } from '../../client/api.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { counted } from '../../lib/counted.ts';
import { exactTime } from '../../lib/format.ts';
import { useTabState } from '../../lib/use-tab-state.ts';
import { asked, noFilter } from './activity-filter.ts';
import { ActivityFilters } from './activity-filters.tsx';
import { ActivityList } from './activity-list.tsx';
import { searchAsked } from './activity-store.ts';
import { exportActivity } from './export-activity.ts';
import { NoActivity } from './no-activity.tsx';
import { useActivity } from './use-activity.ts';
import * as activityWords from './words.ts';

/** The debounce time of the search field. */
const DEBOUNCE_MS = 200;

/** The audit log: actions of all clients, and detected events. */
export function ActivityView() {
  const { id } = useParams({ strict: false });
  const instance = id ?? null;
  const [filter, setFilter] = useTabState('activity.filter', noFilter);
  const [typed] = useDebouncedValue(filter, DEBOUNCE_MS);
  const wanted = useMemo(() => asked(instance, typed), [instance, typed]);
  const activity = useActivity(wanted);
  const { events, unreadable, error } = activity;
  const connected = useConnection().state === 'connected';
  const narrow = useMediaQuery('(max-width: 1099px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => searchAsked.subscribe(() => search.current?.focus()), []);
  const { at } = useLiveStatuses();
  const facts = [
    connected ? null : activityWords.asOfAt(exactTime(at)),
    narrow ? null : activityWords.everythingDoneInTheAppBrowser,
    unreadable > 0 ? activityWords.countedLeftOut(counted(unreadable, 'damagedLine')) : null,
  ].filter(Boolean);
  return (
    <>
      <PageHead
        title={activityWords.activity}
        subtitle={facts.join(' · ')}
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={14} />}
            disabled={!connected || !events?.length}
            onClick={() => void exportActivity(wanted)}
          >
            {activityWords.exportAsJsonLines}
          </Button>
        }
      />
      <ActivityFilters instance={instance} filter={filter} onFilter={setFilter} searchRef={search} />
      {events === undefined ? (
        error ? (
          <ErrorState
            title={activityWords.couldNotReadTheActivityLog}
            error={error}
            onRetry={activity.retry}
            retrying={activity.retrying}
          />
        ) : (
          <SkeletonRows rows={14} rowHeight={30} widths={[60, 80, 240, 320, 90, 60]} />
        )
      ) : events.length === 0 ? (
        <NoActivity instance={instance} filter={typed} onShowAll={() => setFilter(noFilter)} />
      ) : (
        <ActivityList events={events} instance={instance} stale={!connected} activity={activity} />
      )}
    </>
  );
}
