import { Button } from '@mantine/core';
import { IconHistory, IconSearchOff } from '@tabler/icons-react';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { go } from '../../lib/navigate.ts';
import { isFiltering, type ShownFilter } from './activity-filter.ts';

interface NoActivityProps {
  readonly instance: string | null;
  readonly filter: ShownFilter;
  readonly onShowAll: () => void;
}

/** Nothing was noted yet, or nothing that is looked for. */
export function NoActivity({ instance, filter, onShowAll }: NoActivityProps) {
  if (isFiltering(filter)) {
    return (
      <EmptyState
        icon={IconSearchOff}
        title="No matching events"
        text="Change or clear the filters."
        actions={<Button onClick={onShowAll}>Show all</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={IconHistory}
      title={instance === null ? 'Nothing has happened yet' : `Nothing is noted of ${instance} yet`}
      text="Whatever is done from a window, a browser or a terminal is listed here, and what happens by itself: crashes, slow commands, mass deletions, alerts."
      actions={
        instance === null ? (
          <Button onClick={() => go('/')}>Go to instances</Button>
        ) : (
          <Button onClick={() => go('/activity')}>Show all instances</Button>
        )
      }
    />
  );
}
