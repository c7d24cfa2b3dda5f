import { Button } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import { MAIN } from '../../../shared/contract/names.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { go } from '../../go.ts';
import { useLiveStatuses } from '../../live.ts';

/** Where no instance is named: main's log, or else that of the first there is. */
export function LogsHome() {
  const { items } = useLiveStatuses();
  if (items === undefined) return <SkeletonRows rows={16} rowHeight={20} widths={[150, 60, 0]} />;
  const first = items.find(({ id }) => id === MAIN) ?? items[0];
  if (first) return <Navigate to="/logs/$id" params={{ id: first.id }} replace />;
  return (
    <>
      <PageHead title="Logs" subtitle="none yet" />
      <EmptyState
        icon={IconFileOff}
        title="Nothing is installed yet"
        text="An instance has a log from its first start on."
        actions={<Button onClick={() => go('/install')}>Install main…</Button>}
      />
    </>
  );
}
