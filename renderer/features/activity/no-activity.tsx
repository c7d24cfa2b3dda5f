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

/** Shown for an empty log, or when no event matches the filters. */
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
      title={instance === null ? 'No activity yet' : `No activity of ${instance} yet`}
      text="Actions in the app, a browser or a terminal appear here, and events such as crashes, slow commands, mass deletions and alerts."
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
