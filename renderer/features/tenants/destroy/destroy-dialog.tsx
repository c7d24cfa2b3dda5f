import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { showFailure } from '../../../client/toasts.tsx';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { type Batch, failuresOf, runBatch } from '../list/batch.ts';
import { BatchProgress } from '../list/batch-progress.tsx';
import { tellDestroyed } from './destroy.ts';
import { DestroyFigures } from './destroy-figures.tsx';
import { destroyAsked } from './tenant-dialog-state.ts';

/** Asks before tenants are destroyed, wherever that was asked for. To be mounted once. */
export function DestroyDialog() {
  const asked = useStore(destroyAsked);
  // The words stay while the dialog fades away.
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
        meta: { doing: `Measure what would be lost of ${id}` },
      }),
    ),
  });
  const [first = ''] = ids;
  const many = ids.length > 1;
  return (
    <ConfirmDialog
      opened={asked.length > 0}
      onClose={() => destroyAsked.set([])}
      title={many ? `Destroy ${ids.length} tenants?` : `Destroy ${first}?`}
      confirmLabel="Destroy"
      destructive
      {...(many ? {} : { line: terminalLine('destroy-client', { 'client-id': first, yes: 'yes' }) })}
      onConfirm={(tell) => (many ? destroyMany(remaining(ids, batch), setBatch) : destroyOne(first, tell))}
    >
      <DestroyFigures ids={ids} previews={previews.map(({ data, error }) => ({ data, error }))} />
      {batch && <BatchProgress batch={batch} />}
    </ConfirmDialog>
  );
}

/** After some failed, "Try again" is about those alone. */
function remaining(ids: readonly string[], batch: Batch | null): readonly string[] {
  return batch ? failuresOf(batch).map(({ id }) => id) : ids;
}

async function destroyOne(id: string, tell: (operation: Operation) => void): Promise<void> {
  const options = { quiet: true, ownError: true, onProgress: tell };
  const destroy = () => runOperation(() => api.tenants.destroy({ id }), options);
  const { result } = await destroy().catch((error: unknown) => {
    // Whoever has closed the dialog meanwhile would not see it there.
    if (!destroyAsked.get().includes(id)) showFailure(`Destroy ${id}`, error);
    throw error;
  });
  tellDestroyed([result]);
}

/** @throws Error that says how many failed; why is told beside each */
async function destroyMany(ids: readonly string[], tell: (batch: Batch) => void): Promise<void> {
  const batch = await runBatch(ids, (id) => api.tenants.destroy({ id }), tell);
  tellDestroyed([...batch.values()].flatMap((one) => (one.state === 'done' ? [one.result] : [])));
  const failed = failuresOf(batch).length;
  if (failed === 0) return;
  const why = `${failed} of ${ids.length} could not be destroyed`;
  if (destroyAsked.get().length === 0) showFailure('Destroy tenants', new Error(`${why}: ${reasonsIn(batch)}`));
  throw new Error(`${why}; why stands beside each above.`);
}

function reasonsIn(batch: Batch): string {
  return failuresOf(batch)
    .map(({ id, reason }) => `${id}: ${reason}`)
    .join(' ');
}
