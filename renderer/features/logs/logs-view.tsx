import { Button } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { MAIN } from '../../../shared/contract/names.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { go } from '../../go.ts';
import { useLiveStatuses } from '../../live.ts';
import { LogPage } from './log-page.tsx';

/** What an instance wrote, as it writes it. */
export function LogsView() {
  const { id } = useParams({ from: '/logs/$id' });
  const { items } = useLiveStatuses();
  if (items === undefined) return <SkeletonRows rows={16} rowHeight={20} widths={[150, 60, 0]} />;
  if (items.some((item) => item.id === id)) return <LogPage key={id} id={id} />;
  return (
    <>
      <PageHead title="Logs" subtitle={`of ${id}`} />
      <EmptyState
        icon={IconFileOff}
        title={id === MAIN ? 'main is not installed' : `There is no instance “${id}”`}
        text="An instance has a log from its first start on; it goes with the instance."
        actions={
          id === MAIN ? (
            <Button onClick={() => go('/install')}>Install main…</Button>
          ) : (
            <Button onClick={() => go('/')}>Show all instances</Button>
          )
        }
      />
    </>
  );
}
