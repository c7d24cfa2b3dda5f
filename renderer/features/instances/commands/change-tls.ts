import type { Operation } from '../../../../shared/contract/operations.ts';
import type { TlsRequest } from '../../../../shared/contract/tls.ts';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { showDone } from '../../../client/toasts.tsx';
import * as tlsWords from '../words/tls.ts';

/** Changes TLS and offers to revert it. @throws OperationError, which the dialog shows */
export async function changeTls(
  id: string,
  request: TlsRequest,
  onProgress?: (operation: Operation) => void,
): Promise<void> {
  const options = onProgress ? { quiet: true, ownError: true, onProgress } : { quiet: true };
  const { result } = await runOperation(() => api.tls.apply({ id, request, confirmed: true }), options);
  void queryClient.invalidateQueries({ queryKey: orpc.tls.key() });
  void queryClient.invalidateQueries({ queryKey: orpc.instances.connection.key() });
  const { entry } = result;
  const title = request.renew
    ? tlsWords.certificateRenewed(id)
    : request.enable
      ? tlsWords.tlsIsOn(id)
      : tlsWords.tlsIsOff(id);
  const undo =
    entry === null ? undefined : { label: tlsWords.undo, run: () => void revert(id, entry).catch(() => undefined) };
  showDone(title, undefined, undo);
}

async function revert(id: string, entry: string): Promise<void> {
  const request = { kind: 'revert', entry } as const;
  const plan = await api.settings.plan({ id, request });
  await runOperation(() => api.settings.apply({ id, request, hash: plan.hash, confirmed: true }));
  void queryClient.invalidateQueries({ queryKey: orpc.tls.key() });
  void queryClient.invalidateQueries({ queryKey: orpc.instances.connection.key() });
}
