import * as libWords from './words.ts';

/**
 * Copies text to the clipboard.
 * @throws Error with a message for the user when the browser denies access
 */
export async function copyText(value: string | (() => Promise<string>)): Promise<void> {
  const text = typeof value === 'string' ? value : await value();
  try {
    await navigator.clipboard.writeText(text);
  } catch (cause) {
    throw new Error(libWords.theClipboardIsDenied, { cause });
  }
}
