import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** The activity log. */
export class ActivityPage extends Frame {
  get table(): Locator {
    return this.page.getByRole('table', { name: 'What happened' });
  }

  row(title: string): Locator {
    return this.table.getByRole('row').filter({ hasText: title });
  }

  async search(words: string): Promise<void> {
    await this.page.keyboard.press('/');
    await this.page.keyboard.type(words);
  }

  async choose(filter: 'kind' | 'outcome' | 'instance', option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: `Filter by ${filter}` }).click();
    await this.page.getByRole('option', { name: option }).click();
  }

  async showAll(): Promise<void> {
    await this.page.getByRole('button', { name: 'Show all' }).first().click();
  }

  /** The details beside the list. */
  detail(title: string): Locator {
    return this.page.getByRole('complementary', { name: title });
  }

  /** The lines of the saved file. */
  async export(): Promise<readonly Record<string, unknown>[]> {
    const saved = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Export as JSON lines' }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await saved).createReadStream()) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}
