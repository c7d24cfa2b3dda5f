import { Button } from '@mantine/core';
import { MAIN } from '../../../shared/contract/names.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { useOperations } from '../../client/operations.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { navigateTo } from '../../lib/navigate.ts';
import { FirstRunView } from '../first-run/first-run-view.tsx';
import { InstancesView } from '../instances/list/instances-view.tsx';
import { NewTenantButton } from '../tenants/list/tenants-tools.tsx';
import { RecentActivity } from './recent-activity.tsx';
import { Tour } from './tour.tsx';
import * as summaryWords from './words.ts';

const headActions = (
  <>
    <Button variant="default" onClick={() => navigateTo('/machines')}>
      {summaryWords.machines}
    </Button>
    <NewTenantButton />
  </>
);

const afterList = (
  <>
    <Tour />
    <RecentActivity />
  </>
);

/** The table of instances, or the installation page while there are none. */
export function Home() {
  const { at, items, stale } = useLiveStatuses();
  const operations = useOperations();
  if (items === undefined) return <Reading stale={stale} />;
  // main is in the list during its installation; keep showing the progress until it is finished.
  const installing = operations.some(({ kind, state }) => kind === 'install' && state === 'running');
  if (items.length === 0 || (installing && items.every(({ id }) => id === MAIN))) return <FirstRunView />;
  return <InstancesView items={items} at={at} stale={stale} actions={headActions} after={afterList} />;
}

function Reading({ stale }: { readonly stale: boolean }) {
  return (
    <>
      <PageHead title={summaryWords.instances} subtitle={summaryWords.reading} />
      {stale ? (
        <ErrorState title={summaryWords.couldNotReadTheInstances} error={new Error(summaryWords.disconnected)} />
      ) : (
        <SkeletonRows rows={8} widths={[110, 64, 64, 40, 120, 40, 48, 56]} />
      )}
    </>
  );
}
