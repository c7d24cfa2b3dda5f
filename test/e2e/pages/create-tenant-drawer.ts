import type { Locator, Page } from '@playwright/test';

/** The drawer that creates a tenant. */
export class CreateTenantDrawer {
  constructor(private readonly page: Page) {}

  get root(): Locator {
    return this.page.getByRole('dialog', { name: 'New tenant' });
  }

  get id(): Locator {
    return this.root.getByRole('textbox', { name: 'Tenant id' });
  }

  /** The label to click, because the radio button itself is hidden. */
  runtime(name: 'Docker' | 'Process'): Locator {
    return this.root.getByText(new RegExp(`^${name} \\d`)).first();
  }

  get port(): Locator {
    return this.root.getByRole('textbox', { name: 'Port' });
  }

  get password(): Locator {
    return this.root.getByRole('switch', { name: 'Generate a password' });
  }

  get terminalLine(): Locator {
    return this.root.locator('[data-part="foot"] code');
  }

  get createButton(): Locator {
    return this.root.getByRole('button', { name: 'Create tenant' });
  }

  /** The closing sentence. */
  done(id: string): Locator {
    return this.root.getByRole('status').filter({ hasText: `${id} is running` });
  }

  get doneButton(): Locator {
    return this.root.getByRole('button', { name: 'Done' });
  }

  async close(): Promise<void> {
    await this.doneButton.click();
    await this.root.waitFor({ state: 'detached' });
  }
}
