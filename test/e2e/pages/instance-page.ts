import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame.ts';

/** One instance: its figures, databases and how to connect. */
export class InstancePage extends Frame {
  constructor(
    page: Page,
    private readonly id: string,
  ) {
    super(page);
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1, name: this.id, exact: true });
  }

  /** The state beside the title: `Running`. */
  state(word: string): Locator {
    return this.page.getByRole('main').getByText(word, { exact: true });
  }

  /** The row of a database in its table: `db0`. */
  database(name: string): Locator {
    return this.page
      .getByRole('table', { name: 'Databases' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  async copyUrl(): Promise<void> {
    await this.page.getByRole('button', { name: 'Copy URL' }).click();
  }

  /** @param client the label of its tab: `Node.js` */
  async copyExample(client: string): Promise<void> {
    await this.page.getByRole('tab', { name: client, exact: true }).click();
    await this.page.getByRole('button', { name: `Copy the ${client} example` }).click();
  }

  action(name: 'Start' | 'Stop' | 'Restart'): Locator {
    return this.page.getByRole('main').getByRole('button', { name: `${name} ${this.id}` });
  }

  /** How to connect: the address and the examples. */
  get connection(): Locator {
    return this.page.getByRole('region', { name: 'Connection', exact: true });
  }

  get recentOperations(): Locator {
    return this.page.getByRole('region', { name: 'Recent operations' });
  }
}
