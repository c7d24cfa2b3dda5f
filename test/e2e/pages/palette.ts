import type { Locator, Page } from '@playwright/test';

/** Every command, found by typing. */
export class Palette {
  constructor(private readonly page: Page) {}

  get search(): Locator {
    return this.page.getByRole('combobox', { name: 'Search commands' });
  }

  get commands(): Locator {
    return this.page.getByRole('listbox', { name: 'Commands' }).getByRole('option');
  }

  /** Types into whatever has the focus, as a person would, and presses Enter on the first that is found. */
  async run(words: string): Promise<void> {
    await this.page.keyboard.type(words);
    await this.commands.first().waitFor();
    await this.page.keyboard.press('Enter');
  }
}
