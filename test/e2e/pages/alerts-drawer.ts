import type { Locator, Page } from '@playwright/test';

/** The bell at the top, and the drawer that it opens. */
export class AlertsDrawer {
  constructor(private readonly page: Page) {}

  get bell(): Locator {
    return this.page.getByRole('button', { name: /^Alerts:/ });
  }

  get pane(): Locator {
    return this.page.getByRole('dialog', { name: 'Alerts' });
  }

  alert(title: string): Locator {
    return this.pane.getByRole('listitem').filter({ hasText: title });
  }

  async open(): Promise<void> {
    await this.bell.click();
    await this.pane.waitFor();
  }

  async close(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Close' }).click();
    await this.pane.waitFor({ state: 'hidden' });
  }
}
