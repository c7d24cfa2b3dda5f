import type { Locator, Page } from '@playwright/test';
import { FirstRunPage } from './first-run-page.ts';

/** Shows what is deleted and what is kept, before anything is deleted. */
export class UninstallDialog {
  constructor(private readonly page: Page) {}

  get root(): Locator {
    return this.page.getByRole('dialog', { name: 'Uninstall main?' });
  }

  /** What will be lost, by its label: `Keys`. */
  figure(term: string): Locator {
    return this.root.getByRole('term').filter({ hasText: term }).locator('xpath=following-sibling::*[1]');
  }

  get cancelButton(): Locator {
    return this.root.getByRole('button', { name: 'Cancel' });
  }

  get removeData(): Locator {
    return this.root.getByRole('checkbox', { name: /Remove its data/ });
  }

  /** Uninstalls and waits for the first-run page. */
  async confirm(): Promise<FirstRunPage> {
    await this.root.getByRole('button', { name: /^Uninstall/ }).click();
    const next = new FirstRunPage(this.page);
    await next.installButton.waitFor();
    return next;
  }
}
