import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import { MAIN } from '../../../shared/contract/names.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { go } from '../../go.ts';
import { useLiveStatuses } from '../../live.ts';

/** Where no instance is named: main's, or else that of the first there is. */
export function IntegrationHome() {
  const { items } = useLiveStatuses();
  if (items === undefined) return <SkeletonRows rows={10} widths={[140, 260, 120]} />;
  const first = items.find(({ id }) => id === MAIN) ?? items[0];
  if (first) return <Navigate to="/integration/$id" params={{ id: first.id }} replace />;
  return (
    <>
      <PageHead title="Integration" subtitle="none yet" />
      <EmptyState
        icon={IconPlugConnectedX}
        title="Nothing is installed yet"
        text="Programs can connect to an instance from its installation on."
        actions={<Button onClick={() => go('/install')}>Install main…</Button>}
      />
    </>
  );
}
