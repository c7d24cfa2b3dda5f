import { lazy, Suspense } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useHasInstances } from './use-has-instances.ts';

const InstancesView = lazy(async () => ({ default: (await import('./instances-view.tsx')).InstancesView }));
const FirstRunView = lazy(async () => ({ default: (await import('../first-run/first-run-view.tsx')).FirstRunView }));

/** The list of instances; where nothing is installed yet, the way to the first one. */
export function Home() {
  const { has, error, retry } = useHasInstances();
  if (error) return <ErrorState title="The instances could not be read" error={error} onRetry={retry} />;
  return (
    <Suspense fallback={<SkeletonRows />}>
      {has === null ? <SkeletonRows /> : has ? <InstancesView /> : <FirstRunView />}
    </Suspense>
  );
}
