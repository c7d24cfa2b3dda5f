import { MAIN } from '../../../shared/contract/names.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { useOperations } from '../../client/operations.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { FirstRunView } from '../first-run/first-run-view.tsx';
import { InstancesView } from '../instances/list/instances-view.tsx';
import { NewTenantButton } from '../tenants/list/tenants-tools.tsx';
import { RecentActivity } from './recent-activity.tsx';

/** The table of instances; what to do first while there is none. */
export function Home() {
  const { at, items, stale } = useLiveStatuses();
  const operations = useOperations();
  if (items === undefined) return <Reading stale={stale} />;
  // While main is being made it is in the list already; the page that shows how it goes stays until it is there.
  const installing = operations.some(({ kind, state }) => kind === 'install' && state === 'running');
  if (items.length === 0 || (installing && items.every(({ id }) => id === MAIN))) return <FirstRunView />;
  return <InstancesView items={items} at={at} stale={stale} actions={<NewTenantButton />} after={<RecentActivity />} />;
}

function Reading({ stale }: { readonly stale: boolean }) {
  return (
    <>
      <PageHead title="Instances" subtitle="reading…" />
      {stale ? (
        <ErrorState
          title="The instances cannot be read"
          error={
            new Error('The app’s own program does not answer yet. This page goes on by itself as soon as it does.')
          }
        />
      ) : (
        <SkeletonRows rows={8} widths={[110, 64, 64, 40, 120, 40, 48, 56]} />
      )}
    </>
  );
}
