import { expect, type Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** The keys of an instance, a backup or a file. */
export class KeysPage extends Frame {
  /** The keys of the current instance, by keyboard: g, then k. */
  async open(): Promise<this> {
    await this.jump('k', this.heading.filter({ hasText: 'Keys' }));
    return this.ready();
  }

  /** Opens a link to a place, as from outside. */
  async openLink(route: string): Promise<this> {
    await this.page.evaluate((to) => {
      window.location.hash = to;
    }, route);
    await this.page.reload();
    return this.ready();
  }

  /** Waits until all keys are listed. */
  async ready(): Promise<this> {
    // The switch of a live instance has the same label.
    const head = this.page
      .locator('header')
      .filter({ has: this.page.getByRole('heading', { name: 'Keys', level: 1 }) });
    await head.getByText(/Current to the last write|Read-only|SCAN/).waitFor();
    await this.tree.waitFor();
    return this;
  }

  /** How current the keys are. */
  state(words: string | RegExp): Locator {
    return this.page.getByText(words);
  }

  get tree(): Locator {
    return this.page.getByRole('tree', { name: 'Databases and prefixes' });
  }

  folder(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${name.replace(/[()]/g, '\\$&')} `) });
  }

  /** Selects a folder. The row moves while the tree loads folders, so a click may hit another row. */
  async select(name: string): Promise<void> {
    const row = this.folder(name);
    await expect(async () => {
      await row.click({ timeout: 2000 });
      await expect(row).toHaveAttribute('aria-selected', 'true', { timeout: 3000 });
    }).toPass();
  }

  /** By keyboard only. */
  async expand(name: string): Promise<void> {
    await this.select(name);
    await this.tree.press('ArrowRight');
  }

  get list(): Locator {
    return this.page.getByRole('grid', { name: 'Keys' });
  }

  key(name: string): Locator {
    return this.list.getByRole('row').filter({ hasText: name });
  }

  /** The number above the list. */
  get total(): Locator {
    return this.list.getByRole('columnheader').filter({ hasText: / in | without / });
  }

  get search(): Locator {
    return this.page.getByRole('textbox', { name: 'Search all keys' });
  }

  details(name: string): Locator {
    return this.page.getByRole('complementary', { name: `Key ${name}` });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  dialog(name: RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** The message after a change. */
  message(words: string | RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: words });
  }

  async showMemory(): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'View' }).getByText('Memory').click();
  }

  get treemap(): Locator {
    return this.page.getByRole('region', { name: 'Memory by prefix' });
  }
}
