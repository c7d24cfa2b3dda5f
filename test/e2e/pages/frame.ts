import { expect, type Locator, type Page } from '@playwright/test';
import { Palette } from './palette.ts';

/** Everything around a view: top bar, navigation, status bar. */
export class Frame {
  constructor(protected readonly page: Page) {}

  get statusBar(): Locator {
    return this.page.getByRole('contentinfo');
  }

  /** The banner while the app is disconnected. */
  get awayBanner(): Locator {
    return this.page.getByRole('alert').filter({ hasText: 'Connection to the app lost' });
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /**
   * Opens a view by keyboard: g, then its letter. Repeats it if too much time passed between the two, as may happen on
   * a slow machine.
   * @param arrived something that only this view shows
   */
  async jump(letter: string, arrived: Locator): Promise<void> {
    // Shortcuts work once the first view is shown.
    await this.heading.waitFor();
    await expect(async () => {
      await this.page.keyboard.press('g');
      await this.page.keyboard.press(letter);
      await expect(arrived).toBeVisible({ timeout: 5000 });
    }).toPass();
  }

  async switchColours(to: 'light' | 'dark'): Promise<void> {
    await this.page.getByRole('button', { name: `Use ${to} colours` }).click();
  }

  /** By keyboard only. */
  async openPalette(): Promise<Palette> {
    await this.page.keyboard.press('ControlOrMeta+k');
    return new Palette(this.page);
  }
}
