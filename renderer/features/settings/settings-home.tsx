import { Button } from '@mantine/core';
import { IconAdjustmentsOff } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import { MAIN } from '../../../shared/contract/names.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { go } from '../../go.ts';
import { useLiveStatuses } from '../../live.ts';

/** Where no instance is named: main's settings, or else those of the first there is. */
export function SettingsHome() {
  const { items } = useLiveStatuses();
  if (items === undefined) return <SkeletonRows rows={12} rowHeight={46} widths={[150, 120, 0, 90]} />;
  const first = items.find(({ id }) => id === MAIN) ?? items[0];
  if (first) return <Navigate to="/settings/$id" params={{ id: first.id }} replace />;
  return (
    <>
      <PageHead title="Settings" subtitle="none yet" />
      <EmptyState
        icon={IconAdjustmentsOff}
        title="Nothing is installed yet"
        text="An instance has settings from its installation on: they are its redis.conf."
        actions={<Button onClick={() => go('/install')}>Install main…</Button>}
      />
    </>
  );
}
