import { Button } from '@mantine/core';
import { IconHistory, IconSearchOff } from '@tabler/icons-react';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { navigateTo } from '../../lib/navigate.ts';
import { isFiltering, type ShownFilter } from './activity-filter.ts';
import * as activityWords from './words.ts';

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
        title={activityWords.noMatchingEvents}
        text={activityWords.changeOrClearTheFilters}
        actions={<Button onClick={onShowAll}>{activityWords.showAll}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={IconHistory}
      title={instance === null ? activityWords.noActivityYet : activityWords.noActivityOfInstanceYet(instance)}
      text={activityWords.actionsInTheAppABrowser}
      actions={
        instance === null ? (
          <Button onClick={() => navigateTo('/')}>{activityWords.goToInstances}</Button>
        ) : (
          <Button onClick={() => navigateTo('/activity')}>{activityWords.showAllInstances}</Button>
        )
      }
    />
  );
}
