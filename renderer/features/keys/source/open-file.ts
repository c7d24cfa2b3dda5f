import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { desktopFiles, sendFile } from '../../../client/files.ts';
import { showFailure } from '../../../client/toasts.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { createStore } from '../../../lib/store.ts';
import { keysAddress, rootOf } from '../model/keys-address.ts';
import * as sourceWords from '../words/source.ts';

/** The file being uploaded to the app, and the share that has arrived; null: none. */
export const sendingFile = createStore<{ readonly name: string; readonly fraction: number } | null>(null);

let sending: AbortController | null = null;

/** Stops the upload; nothing is opened. */
export function stopSending(): void {
  sending?.abort();
}

/** Opens the keys of a file: directly from disk in the desktop app, else after an upload. */
export async function openKeysFile(file: File): Promise<void> {
  const path = desktopFiles?.pathOf(file);
  if (path) return open({ kind: 'file', path }, file.name);
  sending?.abort();
  const own = new AbortController();
  sending = own;
  try {
    sendingFile.set({ name: file.name, fraction: 0 });
    const upload = await sendFile(file, {
      upload: null,
      signal: own.signal,
      onProgress: ({ sentBytes, totalBytes }) =>
        sendingFile.set({ name: file.name, fraction: totalBytes === 0 ? 0 : sentBytes / totalBytes }),
    });
    open({ kind: 'upload', upload }, file.name);
  } catch (error) {
    if (!own.signal.aborted) showFailure(sourceWords.openName(file.name), error, () => void openKeysFile(file));
  } finally {
    if (sending === own) {
      sending = null;
      sendingFile.set(null);
    }
  }
}

function open(source: KeySource, fileName: string): void {
  navigateTo(keysAddress(rootOf(source, fileName)));
}
