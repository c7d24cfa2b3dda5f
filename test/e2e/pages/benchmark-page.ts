import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** Benchmarks of main. */
export class BenchmarkPage extends Frame {
  get run(): Locator {
    return this.page.getByRole('button', { name: /^Run (benchmark|comparison)$/ });
  }

  get throughput(): Locator {
    return this.page.getByRole('region', { name: 'Throughput' });
  }

  get latency(): Locator {
    return this.page.getByRole('region', { name: 'Latency percentiles' });
  }

  /** By keyboard: g, then m. */
  async open(): Promise<this> {
    await this.jump('m', this.heading.filter({ hasText: 'Benchmark' }));
    return this;
  }

  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(fields)) await this.page.getByLabel(name, { exact: true }).fill(value);
  }

  /** Deselects all tests but one. */
  async onlyTests(name: string): Promise<void> {
    const all = await this.page.getByRole('checkbox').all();
    for (const chip of all) {
      const label = (await chip.evaluate((input) => input.closest('div')?.textContent)) ?? '';
      if (/^[A-Z]+$/.test(label) && label !== name && (await chip.isChecked())) await chip.press('Space');
    }
  }

  async addSetting(search: string, directive: string): Promise<void> {
    const field = this.page.getByRole('combobox', { name: 'Add a setting' });
    await field.fill(search);
    await this.page.getByRole('option', { name: new RegExp(`\\(${directive}\\)`) }).click();
  }
}
