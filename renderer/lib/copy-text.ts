/**
 * Puts text on the clipboard.
 * @throws Error with a sentence when the browser does not let us
 */
export async function copyText(value: string | (() => Promise<string>)): Promise<void> {
  const text = typeof value === 'string' ? value : await value();
  try {
    await navigator.clipboard.writeText(text);
  } catch (cause) {
    throw new Error('The clipboard cannot be written from this page; the browser has to allow it.', { cause });
  }
}
