import type { MoveTenantInput, TenantMoved } from '../../../../shared/contract/move.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import * as moveWords from '../words/move.ts';
import { moveAsked } from './move-dialog-state.ts';

/** Moves a tenant, and offers to move it back. */
export async function moveTo(
  move: Pick<MoveTenantInput, 'id' | 'node' | 'publish' | 'forward'> & { readonly engine: string },
  onProgress: (operation: Operation) => void,
): Promise<void> {
  const { id } = move;
  const begin = () => api.tenants.move(move);
  const { result } = await runOperation(begin, { quiet: true, ownError: true, onProgress }).catch((error: unknown) => {
    // The dialog was closed meanwhile.
    if (moveAsked.get() !== id) showFailure(moveWords.moveTitle(id), error);
    throw error;
  });
  tellMoved(result);
}

function tellMoved({ id, to, keys, pausedMs }: TenantMoved): void {
  const about = keys === null ? moveWords.filesMoved(to.port) : moveWords.newUrlAndPause(to.port, Math.round(pausedMs));
  showDone(moveWords.movedToMachine(id, to.engine), about, {
    label: moveWords.moveBack,
    run: () => void moveBack(id),
  });
}

/** Moves a tenant back to its former place, with all writes since then. */
export async function moveBack(id: string): Promise<void> {
  await runOperation(() => api.tenants.move({ id, undo: true })).catch(() => undefined);
}
