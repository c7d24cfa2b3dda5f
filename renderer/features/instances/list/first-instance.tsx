import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MAIN } from '../../../../shared/contract/names.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { go } from '../../../lib/navigate.ts';

interface FirstInstanceProps {
  /** The view's place; below it each instance has its own. */
  readonly to: '/logs' | '/settings' | '/integration';
  readonly title: string;
  readonly icon: Icon;
  /** What an instance has here. */
  readonly text: string;
  /** Until it is known what there is. */
  readonly reading: ReactNode;
}

/** Where a view is opened and no instance is named: main's, or else that of the first there is. */
export function FirstInstance({ to, title, icon, text, reading }: FirstInstanceProps) {
  const { items } = useLiveStatuses();
  const first = items?.find(({ id }) => id === MAIN) ?? items?.[0];
  if (items === undefined || first) {
    // Its heading stays until the view of the instance takes its place.
    return (
      <>
        <PageHead title={title} subtitle="reading…" />
        {reading}
        {first && <Navigate to={`${to}/$id`} params={{ id: first.id }} replace />}
      </>
    );
  }
  return (
    <>
      <PageHead title={title} subtitle="none yet" />
      <EmptyState
        icon={icon}
        title="Nothing is installed yet"
        text={text}
        actions={<Button onClick={() => go('/install')}>Install main…</Button>}
      />
    </>
  );
}
