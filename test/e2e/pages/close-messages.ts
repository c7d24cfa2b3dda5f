import { expect, type Page } from '@playwright/test';

/** Closes all messages. One may cover what is clicked next, and it stays while the pointer is on it. */
export async function closeMessages(page: Page): Promise<void> {
  const close = page.getByRole('button', { name: 'Close this message' });
  await expect(async () => {
    // Not by the pointer: another message may move there meanwhile.
    await close.evaluateAll((buttons: HTMLElement[]) => {
      for (const button of buttons) button.click();
    });
    await expect(close).toHaveCount(0, { timeout: 500 });
  }).toPass();
}
