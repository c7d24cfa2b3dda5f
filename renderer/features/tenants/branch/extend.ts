import { api, orpc } from '../../../client/api.ts';
import { queryClient } from '../../../client/query-client.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import * as branchWords from '../words/branch.ts';

const DAY_SECONDS = 24 * 3600;

/** Extends the life of a branch by a day. */
export function extendBranch(id: string): Promise<void> {
  return setExpiry(id, DAY_SECONDS, branchWords.idIsExtended(id));
}

/** Removes the expiry of a branch. */
export function keepBranch(id: string): Promise<void> {
  return setExpiry(id, null, branchWords.idIsKept(id));
}

async function setExpiry(id: string, expiresInSeconds: number | null, done: string): Promise<void> {
  try {
    await api.tenants.setExpiry({ id, expiresInSeconds });
    await queryClient.invalidateQueries({ queryKey: orpc.tenants.key() });
    showDone(done);
  } catch (error) {
    showFailure(branchWords.extendId(id), error, () => void setExpiry(id, expiresInSeconds, done));
  }
}
