import { IconAdjustmentsOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { NoInstance } from '../../instances/list/no-instance.tsx';
import { SettingsPage } from './settings-page.tsx';

/** How often it is looked whether somebody changed the file or the server behind our back, ms. */
const LOOK_AGAIN_MS = 5000;

/** Left what you want, right what it will do. */
export function SettingsView() {
  const { id } = useParams({ from: '/settings/$id' });
  const query = useQuery(
    orpc.settings.describe.queryOptions({
      input: { id },
      // CONFIG SET and an editor tell nobody: what has drifted is found only by looking.
      refetchInterval: LOOK_AGAIN_MS,
      placeholderData: keepPreviousData,
      meta: { doing: `Read the settings of ${id}` },
    }),
  );
  if (query.data?.id === id) return <SettingsPage key={id} document={query.data} />;
  if (query.error && reasonOf(query.error).code === 'NOT_FOUND') {
    return (
      <NoInstance wholePage id={id} icon={IconAdjustmentsOff} text="Install an instance to edit its redis.conf here." />
    );
  }
  return (
    <>
      <PageHead title="Settings" subtitle={query.error ? `of ${id}` : 'reading…'} />
      {query.error ? (
        <ErrorState
          title={`The settings of ${id} could not be read`}
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <SkeletonRows rows={12} rowHeight={46} widths={[150, 120, 0, 90]} />
      )}
    </>
  );
}
