import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** The consoles of instances, one tab each. */
export class ConsolePage extends Frame {
  /** By keyboard: g, then o. */
  async open(): Promise<this> {
    await this.jump('o', this.heading.filter({ hasText: 'Console' }));
    return this;
  }

  get field(): Locator {
    return this.page.getByRole('textbox', { name: 'Command for main' });
  }

  get transcript(): Locator {
    return this.page.getByRole('region', { name: 'Commands and replies of main' });
  }

  get completions(): Locator {
    return this.page.getByRole('listbox', { name: 'Commands that begin like this' });
  }

  /** Types a command and sends it. */
  async send(command: string): Promise<void> {
    await this.field.fill(command);
    await this.field.press('Enter');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}
