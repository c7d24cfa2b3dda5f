import type { Locator, Page } from '@playwright/test';
import { patience } from '../../support/patience.ts';

/** The dialog that asks which of several data sets to use. */
export class ChooseDataDialog {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Choose the data set' });
  }

  get options(): Locator {
    return this.root.getByRole('radio');
  }

  get cancelButton(): Locator {
    return this.root.getByRole('button', { name: 'Cancel' });
  }

  /** The button that continues with the choice. */
  button(name: string): Locator {
    return this.root.getByRole('button', { name });
  }

  async choose(path: RegExp, button: string): Promise<void> {
    // The app counts the data before it asks.
    await this.root.waitFor({ timeout: patience.waitMs });
    await this.root.getByRole('radio', { name: path }).check();
    await this.button(button).click();
    await this.root.waitFor({ state: 'detached', timeout: patience.waitMs });
  }
}
