import { expect, type Locator, type Page } from '@playwright/test';
import { Palette } from './palette.ts';

/** What stands around every view: top bar, navigation, status bar. */
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
   * Opens a view by the keyboard: g, then its letter. Again where the two came too far apart, as they may on a slow
   * machine.
   * @param arrived what the view shows and others do not
   */
  async jump(letter: string, arrived: Locator): Promise<void> {
    // Shortcuts work from the first view on.
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

  /** By the keyboard alone. */
  async openPalette(): Promise<Palette> {
    await this.page.keyboard.press('ControlOrMeta+k');
    return new Palette(this.page);
  }
}
