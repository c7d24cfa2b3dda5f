import { IconFileOff } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useLiveStatuses } from '../../client/live.ts';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { NoInstance } from '../instances/list/no-instance.tsx';
import { LogPage } from './log-page.tsx';
import * as logsWords from './words.ts';

/** The live log of an instance. */
export function LogsView() {
  const { id } = useParams({ from: '/logs/$id' });
  const { items } = useLiveStatuses();
  if (items === undefined) {
    return (
      <>
        <PageHead title={logsWords.logs} subtitle={logsWords.reading} />
        <SkeletonRows rows={16} rowHeight={20} widths={[150, 60, 0]} />
      </>
    );
  }
  if (items.some((item) => item.id === id)) return <LogPage key={id} id={id} />;
  return (
    <>
      <PageHead title={logsWords.logs} subtitle={logsWords.ofId(id)} />
      <NoInstance id={id} icon={IconFileOff} text={logsWords.theLogStartsWithTheFirst} />
    </>
  );
}
