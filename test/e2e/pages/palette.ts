import { expect, type Locator, type Page } from '@playwright/test';

/** Instances, backups, settings, views and commands, found by typing. */
export class Palette {
  constructor(private readonly page: Page) {}

  get search(): Locator {
    return this.page.getByRole('combobox', { name: 'Search or run a command' });
  }

  get commands(): Locator {
    return this.page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  }

  /**
   * Types into the focused element, as a person would, and presses Enter once the first result is the intended one and
   * enabled: a change by a terminal is known a moment later.
   */
  async run(words: string): Promise<void> {
    await this.page.keyboard.type(words);
    await expect(this.commands.first()).toContainText(words, { ignoreCase: true });
    await expect(this.commands.first()).not.toHaveAttribute('aria-disabled', 'true');
    await this.page.keyboard.press('Enter');
  }
}
