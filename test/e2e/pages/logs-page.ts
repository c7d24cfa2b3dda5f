import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** The log of one instance, followed live. */
export class LogsPage extends Frame {
  /** By keyboard: g, then l. */
  async open(): Promise<this> {
    await this.jump('l', this.list);
    return this;
  }

  get list(): Locator {
    return this.page.getByRole('listbox', { name: /^Log of / });
  }

  /** The lines on screen, and some around them. */
  line(text: string | RegExp): Locator {
    return this.list.getByRole('option').filter({ hasText: text });
  }

  get follow(): Locator {
    return this.page.getByRole('switch', { name: 'Follow' });
  }

  /** The button that returns to the end while the list is paused. */
  get toTheEnd(): Locator {
    return this.page.getByRole('button', { name: /new lines?$|^Jump to latest$/ });
  }

  get filter(): Locator {
    return this.page.getByRole('textbox', { name: /^Filter by (text|regular)/ });
  }

  get search(): Locator {
    return this.page.getByRole('textbox', { name: 'Find in these lines' });
  }

  /** `3 of 12` */
  get places(): Locator {
    return this.page.getByLabel('Matches found');
  }

  level(name: string): Locator {
    return this.page.getByRole('group', { name: 'Levels' }).getByText(name, { exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }
}
