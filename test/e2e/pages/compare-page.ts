import type { Locator, Page } from '@playwright/test';

/** The view that compares two sources of keys. */
export class ComparePage {
  readonly page: Page;
  readonly totals: Locator;
  readonly tree: Locator;
  readonly list: Locator;

  constructor(page: Page) {
    this.page = page;
    this.totals = page.getByRole('region', { name: 'Differences' });
    this.tree = page.getByRole('navigation', { name: 'Databases and prefixes' });
    this.list = page.getByRole('grid', { name: 'Keys that differ' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** A database or a prefix of the tree. */
  folder(name: string | RegExp): Locator {
    return this.tree.getByRole('button', { name, pressed: false });
  }

  /** A key of the list. */
  key(name: string): Locator {
    return this.list.getByRole('row').filter({ hasText: name });
  }

  /** Opens the dialog of a restore, and confirms it. */
  async restore(button: string): Promise<void> {
    await this.button(button).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Restore with Undo' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  details(name: string): Locator {
    return this.page.getByRole('complementary', { name: `Difference of ${name}` });
  }
}
