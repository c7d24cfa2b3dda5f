import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** The settings of one instance: the form on the left, the plan on the right. */
export class SettingsPage extends Frame {
  /** By keyboard: g, then s. */
  async open(): Promise<this> {
    await this.jump('s', this.heading.filter({ hasText: 'Settings' }));
    return this;
  }

  /** @param name the directive, such as `maxmemory` */
  field(name: string): Locator {
    return this.page.getByRole('textbox', { name: `(${name})` });
  }

  /** Why a value is refused, beside its field. */
  problem(name: string): Locator {
    return this.page.locator('.mantine-TextInput-root', { has: this.field(name) }).getByRole('alert');
  }

  /** The line of the plan, or of the report, about a directive. */
  line(name: string): Locator {
    return this.page
      .getByRole('list', { name: /^(Changes|What was changed)$/ })
      .getByRole('listitem')
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  get plan(): Locator {
    return this.page.getByRole('region', { name: 'Plan' });
  }

  get report(): Locator {
    return this.page.getByRole('region', { name: 'Report' });
  }

  get applyButton(): Locator {
    return this.page.getByRole('button', { name: 'Apply plan' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The drift: differences that nobody planned. */
  get drift(): Locator {
    return this.page.getByRole('region', { name: 'Differences to the running server' });
  }

  /** Through the palette, which works in any view. */
  async openDrawer(command: string): Promise<void> {
    const palette = await this.openPalette();
    await palette.run(command);
    await this.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().waitFor();
  }

  /** A setting among those to be copied. */
  async tick(name: string, on = true): Promise<void> {
    await this.page.getByRole('checkbox', { name, exact: true }).setChecked(on);
  }

  /** The effect of copying on one instance. */
  copyPlan(id: string): Locator {
    return this.page.getByRole('list', { name: 'Plans' }).getByRole('listitem').filter({ hasText: id });
  }

  /** redis.conf as text. */
  async openText(): Promise<Locator> {
    await this.page.getByRole('main').getByText('Text', { exact: true }).click();
    return this.page.getByRole('textbox', { name: 'Text of redis.conf' });
  }
}
