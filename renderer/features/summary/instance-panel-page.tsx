import { IconDatabaseOff } from '@tabler/icons-react';
import { useParams, useSearch } from '@tanstack/react-router';
import { useLiveStatuses } from '../../client/live.ts';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { NoInstance } from '../instances/list/no-instance.tsx';
import { InstanceHead } from '../instances/page/instance-head.tsx';
import { InstanceTabs } from '../server/frame/instance-tabs.tsx';
import { isPanelName } from '../server/model/panel-names.ts';
import { ServerPanel } from '../server/server-panel.tsx';
import * as summaryWords from './words.ts';

/** A tab of an instance's page: the slow log, the clients or another part of what its server reports. */
export function InstancePanelPage() {
  const { id, panel } = useParams({ from: '/instances/$id/$panel' });
  const search = useSearch({ from: '/instances/$id/$panel' });
  const { at, items, stale } = useLiveStatuses();
  if (items === undefined) {
    return (
      <>
        <PageHead title={id} subtitle={summaryWords.reading} />
        <SkeletonRows rows={10} widths={[140, 220, 120]} />
      </>
    );
  }
  const instance = items.find((item) => item.id === id);
  if (!instance) {
    return <NoInstance wholePage id={id} icon={IconDatabaseOff} text={summaryWords.mayHaveBeenDeleted} />;
  }
  const shown = isPanelName(panel) ? panel : 'slow-log';
  return (
    <>
      <InstanceHead instance={instance} at={at} stale={stale} />
      <InstanceTabs id={id} shown={shown} />
      <ServerPanel key={`${id} ${shown}`} id={id} panel={shown} search={search} />
    </>
  );
}
