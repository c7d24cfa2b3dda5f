import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';
import { ScheduleDrawer } from './schedule-drawer.ts';

/** The schedules, beside the backups. */
export class SchedulesPage extends Frame {
  async open(): Promise<this> {
    await this.page.getByText(/^Schedules/).click();
    return this;
  }

  async backToBackups(): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'What to show' }).getByText('Backups').click();
  }

  get rows(): Locator {
    return this.page
      .getByRole('table', { name: 'Schedules', exact: true })
      .getByRole('row')
      .filter({ has: this.page.getByRole('button', { name: /^More for / }) });
  }

  async add(): Promise<ScheduleDrawer> {
    await this.page.getByRole('button', { name: 'Schedule backups…' }).first().click();
    return new ScheduleDrawer(this.page);
  }

  /** Of the only schedule. */
  async choose(item: RegExp): Promise<void> {
    await this.rows.getByRole('button', { name: /^More for / }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
