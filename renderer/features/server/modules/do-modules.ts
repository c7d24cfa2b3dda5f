import type { ModulesRequest } from '../../../../shared/contract/modules.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { moduleTitle } from '../../../../shared/format/modules.ts';
import { api, orpc } from '../../../client/api.ts';
import { desktopFiles, type SendProgress, sendFile } from '../../../client/files.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { showDone } from '../../../client/toasts.tsx';
import * as modulesWords from '../words/modules.ts';

export type ModuleSource = Extract<ModulesRequest, { kind: 'load' }>['from'];

/** A chosen file for the core: its path in the desktop app, otherwise an upload. @throws AbortError after a cancel */
export async function sourceOf(
  file: File,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: SendProgress) => void },
): Promise<ModuleSource> {
  const path = desktopFiles?.pathOf(file);
  return path ? { path } : { upload: await sendFile(file, { upload: null, signal, onProgress }) };
}

/** Loads or unloads a module, and offers to revert it. @throws OperationError, which the dialog shows */
export async function changeModules(
  id: string,
  request: ModulesRequest,
  onProgress: (operation: Operation) => void,
): Promise<void> {
  const options = { quiet: true, ownError: true, onProgress } as const;
  const { result } = await runOperation(() => api.modules.apply({ id, request, confirmed: true }), options);
  void queryClient.invalidateQueries({ queryKey: orpc.modules.key() });
  const { entry, module, verified, state, deletedKeys } = result;
  const name = module.name ?? moduleTitle(module);
  const title = request.kind === 'load' ? modulesWords.loaded(name, id) : modulesWords.unloaded(name, id);
  const detail = verified === null && state.running ? modulesWords.notVerified : undefined;
  // Deleted keys return only with the safety backup, which the Backups view offers.
  const undo =
    entry === null || deletedKeys > 0
      ? undefined
      : { label: modulesWords.undo, run: () => void revert(id, entry).catch(() => undefined) };
  showDone(title, detail, undo);
}

async function revert(id: string, entry: string): Promise<void> {
  const request = { kind: 'revert', entry } as const;
  const plan = await api.settings.plan({ id, request });
  await runOperation(() => api.settings.apply({ id, request, hash: plan.hash, confirmed: true }));
  void queryClient.invalidateQueries({ queryKey: orpc.modules.key() });
}
