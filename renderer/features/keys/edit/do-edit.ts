import type { KeyChange, KeyChangeResult } from '../../../../shared/contract/key-change.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { Operation, OperationOf } from '../../../../shared/contract/operations.ts';
import { api, orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { type RunOptions, runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { hideDone, showDone } from '../../../client/toasts.tsx';
import { counted } from '../../../lib/counted.ts';
import { createStore } from '../../../lib/store.ts';
import { undoKeys } from '../../activity/undo-keys.ts';
import { nameOf, shown } from '../model/key-bytes.ts';
import * as editWords from '../words/edit.ts';
import { keyDialog, type LiveKey, type ManyKeys } from './key-dialog-state.ts';

/** The last change that can be undone, for the toast and Ctrl Z. */
export const lastChange = createStore<{
  readonly instance: string;
  readonly undoPack: string;
  readonly what: string;
} | null>(null);

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.keyspace.key() });
}

/** Runs a change and offers Undo. @throws what the change throws, unless a toast has shown it */
async function run(
  begin: () => Promise<OperationOf<'change-keys'>>,
  words: (result: KeyChangeResult) => { readonly what: string; readonly detail?: string },
  options: RunOptions = {},
): Promise<KeyChangeResult> {
  const { result } = await runOperation(begin, { ...options, quiet: true });
  const { instance, undoPack, skipped } = result;
  const { what, detail } = words(result);
  const left = skipped > 0 ? editWords.countedLeftAsTheyAreBecause(counted(skipped, 'key')) : '';
  const before = lastChange.get();
  if (before) hideDone(before.what);
  lastChange.set(undoPack === null ? null : { instance, undoPack, what });
  const undo = undoPack === null ? undefined : { label: editWords.undo, run: () => void undoLastChange() };
  showDone(what, [detail, left].filter(Boolean).join(' ') || undefined, undo);
  await refresh();
  return result;
}

/** Restores the values that the last change replaced. */
export async function undoLastChange(): Promise<void> {
  const change = lastChange.get();
  if (!change) return;
  const { instance, undoPack, what } = change;
  lastChange.set(null);
  hideDone(what);
  const onFurther = (further: string) => lastChange.set({ instance, undoPack: further, what });
  await undoKeys({ instance, undoPack, done: editWords.undoneWhat(what), onFurther });
}

interface ChangeOptions {
  readonly fingerprint?: string | undefined;
  /** Shows progress in a dialog, which also shows the failure. */
  readonly onProgress?: (operation: Operation) => void;
}

/**
 * Changes one key. If another client changed its value meanwhile, asks before it overwrites.
 * @param what the title of the toast: `Changed 1 field of session:1`
 */
export async function changeKey(
  key: LiveKey,
  change: KeyChange,
  what: string,
  { fingerprint, onProgress }: ChangeOptions = {},
): Promise<void> {
  const { instance, database, name } = key;
  const begin = (expected: string | undefined) =>
    api.keyspace.change({
      instance,
      database,
      key: nameOf(name),
      change,
      ...(expected === undefined ? {} : { fingerprint: expected }),
    });
  const isConflict = (error: unknown) => fingerprint !== undefined && reasonOf(error).code === 'CONFLICT';
  const inDialog = onProgress !== undefined;
  try {
    await run(
      () => begin(fingerprint),
      () => ({ what }),
      {
        ownError: (error) => inDialog || isConflict(error),
        ...(onProgress ? { onProgress } : {}),
      },
    );
  } catch (error) {
    if (isConflict(error)) {
      const overwrite = () =>
        run(
          () => begin(undefined),
          () => ({ what }),
          { ownError: true },
        );
      keyDialog.set({ kind: 'conflict', key, overwrite });
    } else if (inDialog) throw error;
  }
}

/** Deletes a key immediately; the toast offers Undo. */
export function deleteKey(key: LiveKey): Promise<void> {
  return changeKey(key, { kind: 'delete' }, editWords.deletedName(short(key.name)));
}

/** @throws what the operation throws, for the dialog */
export async function createKey(
  input: Parameters<typeof api.keyspace.create>[0],
  onProgress: (operation: Operation) => void,
): Promise<void> {
  const what = editWords.createdKey(short(input.key));
  await run(
    () => api.keyspace.create(input),
    () => ({ what }),
    { ownError: true, onProgress },
  );
}

type ManyChange = Parameters<typeof api.keyspace.changeMany>[0]['change'];

/** Deletes keys or changes their expiry. @throws what the operation throws, for the dialog */
export async function changeMany(
  { instance, selection, onDone }: ManyKeys,
  change: ManyChange,
  onProgress: (operation: Operation) => void,
): Promise<void> {
  const words = ({ changed }: KeyChangeResult) => ({
    what:
      change.kind === 'delete'
        ? editWords.deletedCounted(counted(changed, 'key'))
        : editWords.changedTheExpiryOfCounted(counted(changed, 'key')),
  });
  await run(() => api.keyspace.changeMany({ instance, selection, change }), words, { ownError: true, onProgress });
  onDone();
}

const SHORT = 60;

/** A key in a sentence. */
export function short(name: Bytes): string {
  const text = shown(name);
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}
