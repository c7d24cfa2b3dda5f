import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** The charts of one instance, or of all. */
export class ChartsPage extends Frame {
  /** By keyboard, g then c, and the instance picker. */
  async open(id: string): Promise<this> {
    await this.jump('c', this.heading.filter({ hasText: 'Charts' }));
    await this.page.getByRole('button', { name: /Choose another$/ }).click();
    await this.page.getByRole('menuitem', { name: id, exact: false }).click();
    await this.chart('Memory').waitFor();
    return this;
  }

  chart(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** The paths of a chart's lines, as drawn. */
  async lines(title: string): Promise<readonly string[]> {
    return this.chart(title)
      .locator('path[data-line]')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
  }

  /** The large figure of a chart: `1.04 MB`. */
  figure(title: string): Locator {
    return this.chart(title).locator('p').first();
  }

  range(label: string): Locator {
    return this.page.getByRole('radiogroup', { name: 'Range' }).getByText(label, { exact: true });
  }

  /** `Over time` or `Commands`. */
  tab(label: string): Locator {
    return this.page.getByRole('radiogroup', { name: 'What to show' }).getByText(label, { exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The time axis, which the arrow keys move along. */
  get cursor(): Locator {
    return this.page.getByRole('slider');
  }

  /** Drags across the drawings. @param from share of their width, 0 to 1; @param to the same */
  async drag(from: number, to: number): Promise<void> {
    const box = await this.cursor.boundingBox();
    if (!box) throw new Error('the charts are not to be seen');
    const y = box.y + 80;
    await this.page.mouse.move(box.x + box.width * from, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width * to, y, { steps: 4 });
    await this.page.mouse.up();
  }

  async showTable(title: string): Promise<Locator> {
    await this.chart(title)
      .getByRole('button', { name: `${title} as a table` })
      .click();
    return this.chart(title).getByRole('table');
  }

  /** Saves the chart by the menu in its header. @returns the file's content */
  async save(item: RegExp): Promise<{ readonly name: string; readonly content: Buffer }> {
    await this.button('Export…').click();
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('menuitem', { name: item }).click(),
    ]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  }

  /** The event markers, in the order of time. */
  get marks(): Locator {
    return this.page.getByRole('list', { name: 'Events' }).getByRole('button');
  }

  /** The marker that a link points to. */
  get askedMark(): Locator {
    return this.page.getByRole('list', { name: 'Events' }).locator('[aria-current="true"]');
  }

  /** The list of a marker that stands for several events. */
  get marked(): Locator {
    return this.page.getByRole('list', { name: /^\d+ events$/ }).getByRole('listitem');
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }
}
