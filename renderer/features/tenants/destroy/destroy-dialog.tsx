import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { showFailure } from '../../../client/toasts.tsx';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { type Batch, failuresOf, runBatch } from '../batch/batch.ts';
import { BatchProgress } from '../batch/batch-progress.tsx';
import * as destroyWords from '../words/destroy.ts';
import { tellDestroyed } from './destroy.ts';
import { DestroyFigures } from './destroy-figures.tsx';
import { destroyAsked } from './tenant-dialog-state.ts';

/** Asks before tenants are destroyed. Mount it once. */
export function DestroyDialog() {
  const asked = useStore(destroyAsked);
  // Keeps the text while the dialog fades out.
  const [ids, setIds] = useState<readonly string[]>([]);
  const [batch, setBatch] = useState<Batch | null>(null);
  useEffect(() => {
    if (asked.length === 0) return;
    setIds(asked);
    setBatch(null);
  }, [asked]);
  const previews = useQueries({
    queries: ids.map((id) =>
      orpc.tenants.destroyPreview.queryOptions({
        input: { id },
        enabled: asked.length > 0,
        staleTime: 0,
        meta: { doing: destroyWords.checkWhatIsLost(id) },
      }),
    ),
  });
  const [first = ''] = ids;
  const many = ids.length > 1;
  return (
    <ConfirmDialog
      opened={asked.length > 0}
      onClose={() => destroyAsked.set([])}
      title={many ? destroyWords.destroyCountTenants(ids.length) : destroyWords.destroyFirst(first)}
      confirmLabel={destroyWords.destroy}
      destructive
      protects={ids}
      {...(many ? {} : { line: terminalLine('destroy-client', { 'client-id': first, yes: 'yes' }) })}
      onConfirm={(onProgress) => (many ? destroyMany(remaining(ids, batch), setBatch) : destroyOne(first, onProgress))}
    >
      <DestroyFigures ids={ids} previews={previews.map(({ data, error }) => ({ data, error }))} />
      {batch && <BatchProgress batch={batch} />}
    </ConfirmDialog>
  );
}

/** After partial failure, "Try again" repeats only the failed ones. */
function remaining(ids: readonly string[], batch: Batch | null): readonly string[] {
  return batch ? failuresOf(batch).map(({ id }) => id) : ids;
}

async function destroyOne(id: string, onProgress: (operation: Operation) => void): Promise<void> {
  const options = { quiet: true, ownError: true, onProgress };
  const destroy = () => runOperation(() => api.tenants.destroy({ id }), options);
  const { result } = await destroy().catch((error: unknown) => {
    // Use a toast if the dialog was closed meanwhile.
    if (!destroyAsked.get().includes(id)) showFailure(destroyWords.destroyId(id), error);
    throw error;
  });
  tellDestroyed([result]);
}

/** @throws Error with the number of failures; the batch shows the reasons */
async function destroyMany(ids: readonly string[], onChange: (batch: Batch) => void): Promise<void> {
  const batch = await runBatch(ids, (id) => api.tenants.destroy({ id }), onChange);
  tellDestroyed([...batch.values()].flatMap((one) => (one.state === 'done' ? [one.result] : [])));
  const failed = failuresOf(batch).length;
  if (failed === 0) return;
  const summary = destroyWords.someNotDestroyed(failed, ids.length);
  if (destroyAsked.get().length === 0)
    showFailure(destroyWords.destroyTenants, new Error(`${summary}: ${reasonsIn(batch)}`));
  throw new Error(destroyWords.seeTheReasons(summary));
}

function reasonsIn(batch: Batch): string {
  return failuresOf(batch)
    .map(({ id, reason }) => `${id}: ${coreDetail(reason)}`)
    .join(' ');
}
