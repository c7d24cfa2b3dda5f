import { IconAdjustmentsOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { NoInstance } from '../../instances/list/no-instance.tsx';
import * as formWords from '../words/form.ts';
import { SettingsPage } from './settings-page.tsx';

/** Detects changes to the file or the server by others. */
const REFETCH_MS = 5000;

/** Settings of an instance with their plan. */
export function SettingsView() {
  const { id } = useParams({ from: '/settings/$id' });
  const query = useQuery(
    orpc.settings.describe.queryOptions({
      input: { id },
      // CONFIG SET and editors send no event, so drift is found only by polling.
      refetchInterval: REFETCH_MS,
      placeholderData: keepPreviousData,
      meta: { doing: formWords.readTheSettingsOfId(id) },
    }),
  );
  if (query.data?.id === id) return <SettingsPage key={id} document={query.data} />;
  if (query.error && reasonOf(query.error).code === 'NOT_FOUND') {
    return <NoInstance wholePage id={id} icon={IconAdjustmentsOff} text={formWords.installToEdit} />;
  }
  return (
    <>
      <PageHead title={formWords.settings} subtitle={query.error ? formWords.ofId(id) : formWords.loading} />
      {query.error ? (
        <ErrorState
          title={formWords.couldNotReadTheSettingsOf(id)}
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
