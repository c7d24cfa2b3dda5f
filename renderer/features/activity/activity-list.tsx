import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect, useMemo } from 'react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { DataTable } from '../../components/table/data-table.tsx';
import { ListWithDetail } from '../../components/table/list-with-detail.tsx';
import { TableNote } from '../../components/table/table-note.tsx';
import { activityColumns } from './activity-columns.tsx';
import { ActivityDetail } from './activity-detail.tsx';
import classes from './activity-list.module.css';
import { dayOf, endOf } from './activity-words.ts';
import type { useActivity } from './use-activity.ts';
import { useShownEvent } from './use-shown-event.ts';
import * as activityWords from './words.ts';

const ROW_HEIGHT = 30;

interface ActivityListProps {
  /** Newest first. */
  readonly events: readonly ActivityEvent[];
  readonly instance: string | null;
  /** The app is disconnected, so the list is old. */
  readonly stale: boolean;
  readonly activity: Pick<ReturnType<typeof useActivity>, 'more' | 'loadMore' | 'loading'>;
}

/** The events by day, one line each. Older ones load on scroll. */
export function ActivityList({ events, instance, stale, activity }: ActivityListProps) {
  const { open, setOpen, lost } = useShownEvent(events, activity);
  const columns = useMemo(() => activityColumns(instance === null), [instance]);
  const chosen = events.find(({ id }) => id === open) ?? null;
  // The day headings ("Today") are recomputed when the list changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const now = useMemo(() => Date.now(), [events]);
  return (
    <ListWithDetail
      stale={stale}
      detail={chosen && <ActivityDetail key={chosen.id} event={chosen} onClose={() => setOpen(null)} />}
    >
      {lost && <p className={classes.lost}>{activityWords.linkedEventIsHidden}</p>}
      <DataTable<ActivityEvent>
        label={activityWords.whatHappened}
        columns={columns}
        rows={events}
        rowId={({ id }) => id}
        onOpen={({ id }) => setOpen(id === open ? null : id)}
        current={open}
        muted={() => stale}
        rowHeight={ROW_HEIGHT}
        groupOf={(event) => dayOf(endOf(event), now)}
        groupOrder="rows"
        after={<More {...activity} />}
      />
    </ListWithDetail>
  );
}

/** Loads older events when the end of the list is near; a button does the same for keyboards. */
function More({ more, loadMore, loading }: ActivityListProps['activity']) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const near = entry?.isIntersecting ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again after each page.
  useEffect(() => {
    if (near && more && !loading) loadMore();
  }, [near, more, loading]);
  return (
    <TableNote ref={ref}>
      {more ? (
        <Button variant="subtle" size="compact-xs" onClick={loadMore} loading={loading}>
          {activityWords.showOlderEvents}
        </Button>
      ) : (
        activityWords.noOlderEvents
      )}
    </TableNote>
  );
}
