import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../client/api.ts';
import { coreDetail } from '../../lib/core-sentence.ts';
import classes from './undo-warning.module.css';
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
  return (
    <p className={classes.warning} role="status">
      {coreDetail(data.warning)}
    </p>
  );
}
