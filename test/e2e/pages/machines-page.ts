import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** All machines, and the tenants of each. */
export class MachinesPage extends Frame {
  /** By the navigation, from any view. */
  async goTo(): Promise<this> {
    await this.page.getByRole('navigation').getByRole('link', { name: 'Instances' }).click();
    await this.page.getByRole('button', { name: 'Machines', exact: true }).click();
    await this.machines.waitFor();
    return this;
  }

  get machines(): Locator {
    return this.page.getByRole('table', { name: 'Machines' });
  }

  row(name: string): Locator {
    return this.machines.getByRole('row').filter({ hasText: name });
  }

  get tenants(): Locator {
    return this.page.getByRole('table', { name: 'Tenants by machine' });
  }

  tenant(id: string): Locator {
    return this.tenants.getByRole('row').filter({ has: this.page.getByRole('button', { name: `More for ${id}` }) });
  }

  /** The headings of the table of tenants, one for each machine that has some. */
  get groups(): Locator {
    return this.tenants.locator('th[scope="rowgroup"]');
  }

  async menuOf(id: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${id}` }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
