import { copyText } from './copy-text.ts';
import * as libWords from './words.ts';

const CLEAR_AFTER_MS = 60_000;

/**
 * Copies text with a password and clears the clipboard after a minute, unless it holds something else by then. That
 * needs permission to read the clipboard. The app does not ask for it, because a prompt after Copy surprises people.
 * @returns a notice for the user
 * @throws Error with a message for the user when the browser denies access
 */
export async function copySecret(value: () => Promise<string>): Promise<string> {
  let text = '';
  await copyText(async () => {
    text = await value();
    return text;
  });
  if (!(await mayRead())) return libWords.thePasswordStaysOnTheClipboard;
  setTimeout(() => void clearClipboard(text), CLEAR_AFTER_MS);
  return libWords.theClipboardIsCleared;
}

async function mayRead(): Promise<boolean> {
  try {
    // Neither all browsers nor the types know this permission.
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return state === 'granted';
  } catch {
    return false;
  }
}

/** Reading needs focus, so a page in the background waits for it. */
async function clearClipboard(text: string): Promise<void> {
  if (!document.hasFocus()) {
    window.addEventListener('focus', () => void clearClipboard(text), { once: true });
    return;
  }
  try {
    if ((await navigator.clipboard.readText()) === text) await navigator.clipboard.writeText('');
  } catch {
    // The permission was revoked.
  }
}
