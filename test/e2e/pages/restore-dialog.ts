import type { Locator, Page } from '@playwright/test';

/** The current data beside the data after the restore. */
export class RestoreDialog {
  readonly root: Locator;

  constructor(page: Page, name: string) {
    this.root = page.getByRole('dialog', { name: `Restore ${name}` });
  }

  /** One line of the comparison: now, after, change. */
  cells(line: string): Locator {
    return this.root.getByRole('row', { name: new RegExp(`^${line} `) }).getByRole('cell');
  }

  /** Chooses the target. */
  async into(place: 'Here' | 'Another instance' | 'A new tenant'): Promise<void> {
    await this.root.getByRole('radio', { name: place }).check();
  }

  /** Of the new tenant. */
  async typeId(id: string): Promise<void> {
    await this.root.getByRole('textbox', { name: 'Tenant id' }).fill(id);
  }

  get cancelButton(): Locator {
    return this.root.getByRole('button', { name: 'Cancel' });
  }

  /** Presses the primary button and waits until the dialog is gone. */
  async confirm(): Promise<void> {
    await this.root.getByRole('button', { name: 'Restore, with undo' }).click();
    await this.root.waitFor({ state: 'detached' });
  }
}
