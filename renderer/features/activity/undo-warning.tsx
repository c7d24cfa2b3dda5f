import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../client/api.ts';
import { WarningBox } from '../../components/feedback/warning-box.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import * as activityWords from './words.ts';

/**
 * Which earlier changes of keys can no longer be undone after the next one, because their former values need too much
 * disk.
 */
export function UndoWarning({ opened }: { readonly opened: boolean }) {
  const { data } = useQuery(
    orpc.keyspace.undoWarning.queryOptions({
      enabled: opened,
      staleTime: 0,
      meta: { doing: activityWords.checkWhatCanBeUndone },
    }),
  );
  if (data?.warning == null) return null;
  return <WarningBox role="status">{coreDetail(data.warning)}</WarningBox>;
}
