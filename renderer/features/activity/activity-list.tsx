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

const ROW_HEIGHT = 30;

interface ActivityListProps {
  /** Newest first. */
  readonly events: readonly ActivityEvent[];
  readonly instance: string | null;
  /** The app's program does not answer: the list is of before. */
  readonly stale: boolean;
  readonly activity: Pick<ReturnType<typeof useActivity>, 'more' | 'loadMore' | 'loading'>;
}

/** The events by day, a line each; the rest comes as somebody scrolls down. */
export function ActivityList({ events, instance, stale, activity }: ActivityListProps) {
  const { open, setOpen, lost } = useShownEvent(events, activity);
  const columns = useMemo(() => activityColumns(instance === null), [instance]);
  const chosen = events.find(({ id }) => id === open) ?? null;
  // Days are named again when the list changes: at midnight somebody looks at what is new.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const now = useMemo(() => Date.now(), [events]);
  return (
    <ListWithDetail
      stale={stale}
      detail={chosen && <ActivityDetail key={chosen.id} event={chosen} onClose={() => setOpen(null)} />}
    >
      {lost && (
        <p className={classes.lost}>The event of this link is not in this list: it is filtered out, or too old.</p>
      )}
      <DataTable<ActivityEvent>
        label="What happened"
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

/** Older ones are read when the end comes into sight; by the button where nothing scrolls. */
function More({ more, loadMore, loading }: ActivityListProps['activity']) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const near = entry?.isIntersecting ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when what was asked for has come.
  useEffect(() => {
    if (near && more && !loading) loadMore();
  }, [near, more, loading]);
  return (
    <TableNote ref={ref}>
      {more ? (
        <Button variant="subtle" size="compact-xs" onClick={loadMore} loading={loading}>
          Show older ones
        </Button>
      ) : (
        'This is all there is. The log is kept for thirteen months.'
      )}
    </TableNote>
  );
}
