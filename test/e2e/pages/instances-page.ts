import { expect, type Locator } from '@playwright/test';
import { Frame } from './frame.ts';
import { InstancePage } from './instance-page.ts';
import { UninstallDialog } from './uninstall-dialog.ts';

/** The table of all instances. */
export class InstancesPage extends Frame {
  get table(): Locator {
    return this.page.getByRole('table', { name: 'Instances' });
  }

  /** The instance's row, found by its action buttons. */
  row(id: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('button', { name: `More for ${id}` }) });
  }

  /** One figure of an instance, by its column header. */
  async figure(id: string, column: string): Promise<string> {
    const heads = await this.table.getByRole('columnheader').allInnerTexts();
    const index = heads.findIndex((head) => head.trim() === column);
    if (index < 0) throw new Error(`no column ${column} among ${heads.join(', ')}`);
    const text = await this.row(id).getByRole('cell').nth(index).textContent();
    return (text ?? '').replace(/\s+/g, ' ').trim();
  }

  /** The texts of a row that are cut off because their column is too narrow. */
  async cutOff(id: string): Promise<readonly string[]> {
    const parts = this.row(id).getByRole('cell').locator('xpath=descendant-or-self::*');
    return parts.evaluateAll((elements) =>
      elements
        .filter(
          (element) => element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX !== 'visible',
        )
        .map((element) => element.textContent ?? ''),
    );
  }

  async open(id: string): Promise<InstancePage> {
    const next = new InstancePage(this.page, id);
    await expect(async () => {
      // A message above the table may have moved the row between the press and the release of the button.
      if (!(await next.title.isVisible())) await this.row(id).getByRole('cell').first().click({ timeout: 2000 });
      await next.title.waitFor({ timeout: 2000 });
    }).toPass();
    return next;
  }

  async press(action: 'Start' | 'Stop' | 'Restart', id: string): Promise<void> {
    await this.row(id).hover();
    await this.row(id)
      .getByRole('button', { name: `${action} ${id}` })
      .click();
  }

  async uninstall(id: string): Promise<UninstallDialog> {
    await this.row(id)
      .getByRole('button', { name: `More for ${id}` })
      .click();
    await this.page.getByRole('menuitem', { name: /^Uninstall/ }).click();
    return new UninstallDialog(this.page);
  }
}
