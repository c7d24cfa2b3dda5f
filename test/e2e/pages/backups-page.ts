import type { Locator } from '@playwright/test';
import { closeMessages } from './close-messages.ts';
import { Frame } from './frame.ts';
import { RestoreDialog } from './restore-dialog.ts';

/** The backups of one instance: the timeline, the table, and the changes that can be undone. */
export class BackupsPage extends Frame {
  /** By the navigation and the instance picker. @param id the instance */
  async goTo(id: string): Promise<this> {
    await this.page.getByRole('navigation').getByRole('link', { name: 'Backups' }).click();
    await this.heading.filter({ hasText: 'Backups' }).waitFor();
    await this.page.getByRole('button', { name: /Choose another$/ }).click();
    await this.page.getByRole('menuitem', { name: id }).click();
    await this.backUpButton.first().waitFor();
    return this;
  }

  get table(): Locator {
    return this.page.getByRole('table', { name: 'Backups', exact: true });
  }

  /** The rows of backups, without the header. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('button', { name: /^More for / }) });
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('button', { name: `More for ${name}` }) });
  }

  /** In the header, and once more if there is no backup yet. */
  get backUpButton(): Locator {
    return this.page.getByRole('button', { name: 'Back up now' });
  }

  /** A marker on the timeline. */
  mark(name: string): Locator {
    return this.page
      .getByRole('region', { name: 'When backups were taken' })
      .getByRole('button', { name: new RegExp(`^${name}: `) });
  }

  /** The warning line below a backup. */
  problemOf(name: string): Locator {
    return this.table.locator('tbody').filter({ has: this.page.getByRole('button', { name: `More for ${name}` }) });
  }

  /** With a chosen name. */
  async backUpAs(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More backup options' }).first().click();
    await this.page.getByRole('menuitem', { name: /^Back up with a name/ }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Back up / });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Back up', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async choose(name: string, item: RegExp): Promise<void> {
    await closeMessages(this.page);
    await this.page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async restore(name: string): Promise<RestoreDialog> {
    await this.choose(name, /^Restore…$/);
    return new RestoreDialog(this.page, name);
  }

  /** The changes that can be undone. */
  get undoLine(): Locator {
    return this.page.getByRole('list', { name: 'What can be undone' });
  }

  get undoButton(): Locator {
    return this.undoLine.getByRole('button', { name: /^Undo: restore the previous data/ });
  }

  /** The message after a restore. */
  message(words: string): Locator {
    return this.page.getByRole('alert').filter({ hasText: words });
  }

  dialog(name: RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }
}
