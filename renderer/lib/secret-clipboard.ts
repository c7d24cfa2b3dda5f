import { copyText } from './copy-text.ts';

/** How long a password stays on the clipboard, ms. */
const KEPT_FOR_MS = 60_000;

/**
 * Puts a text with a password in it on the clipboard, and takes it away after a minute, if it is still there then.
 * That takes the right to read the clipboard, which is not asked for: most people would wonder why.
 * @returns what to tell of it
 * @throws Error with a sentence when the browser does not let us write
 */
export async function copySecret(value: () => Promise<string>): Promise<string> {
  let text = '';
  await copyText(async () => {
    text = await value();
    return text;
  });
  if (!(await mayRead())) return 'It holds the password, and stays on the clipboard until something else is copied.';
  setTimeout(() => void takeAway(text), KEPT_FOR_MS);
  return 'It holds the password, and leaves the clipboard after 60 s unless something else is copied.';
}

async function mayRead(): Promise<boolean> {
  try {
    // Not every browser knows this permission, nor do the types.
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return state === 'granted';
  } catch {
    return false;
  }
}

/** A page that is not in front may not look: it does as soon as it is. */
async function takeAway(text: string): Promise<void> {
  if (!document.hasFocus()) {
    window.addEventListener('focus', () => void takeAway(text), { once: true });
    return;
  }
  try {
    if ((await navigator.clipboard.readText()) === text) await navigator.clipboard.writeText('');
  } catch {
    // The right was taken away meanwhile.
  }
}
