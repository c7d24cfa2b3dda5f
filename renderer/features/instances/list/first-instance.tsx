import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MAIN } from '../../../../shared/contract/names.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import * as listWords from '../words/list.ts';

interface FirstInstanceProps {
  /** The route of the view, without an instance. */
  readonly to: '/logs' | '/settings' | '/console' | '/benchmark' | '/integration';
  readonly title: string;
  readonly icon: Icon;
  /** The text of the empty state. */
  readonly text: string;
  /** Shown while the instances are loading. */
  readonly reading: ReactNode;
}

/** Redirects a view without an instance to main or the first instance. */
export function FirstInstance({ to, title, icon, text, reading }: FirstInstanceProps) {
  const { items } = useLiveStatuses();
  const first = items?.find(({ id }) => id === MAIN) ?? items?.[0];
  if (items === undefined || first) {
    // Keeps the heading until the redirect finishes.
    return (
      <>
        <PageHead title={title} subtitle={listWords.reading} />
        {reading}
        {first && <Navigate to={`${to}/$id`} params={{ id: first.id }} replace />}
      </>
    );
  }
  return (
    <>
      <PageHead title={title} subtitle={listWords.noneYet} />
      <EmptyState
        icon={icon}
        title={listWords.noInstancesYet}
        text={text}
        actions={<Button onClick={() => navigateTo('/install')}>{listWords.installMain}</Button>}
      />
    </>
  );
}
