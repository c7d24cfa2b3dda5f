import type { Locator, Page } from '@playwright/test';

/** The drawer that creates or changes a schedule. */
export class ScheduleDrawer {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: /^(New schedule|Schedule)$/ });
  }

  async way(label: string): Promise<void> {
    await this.root.getByText(label, { exact: true }).click();
  }

  async cron(text: string): Promise<void> {
    await this.root.getByRole('textbox', { name: 'Cron expression' }).fill(text);
  }

  get nextRuns(): Locator {
    return this.root.getByRole('region', { name: 'Next runs' });
  }

  get kept(): Locator {
    return this.root.getByRole('region', { name: 'Retention preview' });
  }

  get submit(): Locator {
    return this.root.getByRole('button', { name: 'Schedule', exact: true });
  }
}
