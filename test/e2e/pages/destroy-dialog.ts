import type { Locator, Page } from '@playwright/test';

/** The dialog that shows what destroying a tenant deletes. */
export class DestroyDialog {
  constructor(private readonly page: Page) {}

  get root(): Locator {
    return this.page.getByRole('dialog', { name: /^Destroy / });
  }

  /** One of the figures of what is deleted: `Keys`. */
  figure(label: string): Locator {
    return this.root.locator('dl > div').filter({ hasText: label }).first().locator('dd');
  }

  get cancelButton(): Locator {
    return this.root.getByRole('button', { name: 'Cancel' });
  }

  async confirm(): Promise<void> {
    await this.root.getByRole('button', { name: 'Destroy', exact: true }).click();
    await this.root.waitFor({ state: 'detached' });
  }
}
