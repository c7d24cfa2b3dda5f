import type { Locator, Page } from '@playwright/test';
import { runManage } from '../support/run-manage.ts';
import { showView } from './every-view.ts';
import { expect, test } from './fixtures.ts';

// The desktop app opens some dialogs of the system instead.
test.use({ needs: ['browser'], startsInstalled: true });

/** Views whose first menu has items that open dialogs. */
const VIEWS = ['/', '/instances/main', '/tenants', '/backups', '/backups?tab=schedules', '/settings/main'];

/**
 * Without animations, a dialog mounts in the commit that closes the menu: the time when the menu can take the focus back
 * from it. The second time the code of the dialog is loaded.
 */
test('menus › an item opens a dialog, twice › the dialog has the focus, and gives it back to the button of the menu', async ({
  home,
  client: { page },
}) => {
  test.setTimeout(600_000);
  for (const line of [
    ['create-client', '--client-id', 'acme', '--runtime', 'process'],
    ['backup', '--backup-name', 'first'],
    ['schedule-backup', '--at', '03:00'],
  ]) {
    const [action = '', ...flags] = line;
    const { code, stderr } = await runManage(['--action', action, ...flags], home.env);
    expect(code, stderr).toBe(0);
  }
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found: string[] = [];
  let opened = 0;
  for (const view of VIEWS) {
    await showView(page, view);
    const button = page.getByRole('main').locator('[aria-haspopup="menu"]').first();
    for (const item of await dialogItems(page, button)) {
      for (const time of ['first', 'second']) {
        await openByKeyboard(page, button, item);
        const dialog = page.getByRole('dialog');
        await expect(dialog).toBeVisible();
        await page.waitForTimeout(150);
        if (!(await hasFocus(dialog))) found.push(`${view} ▸ ${item}, ${time} time: the focus is not in the dialog`);
        await page.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
        await page.waitForTimeout(150);
        if (!(await hasFocus(button))) found.push(`${view} ▸ ${item}, ${time} time: the focus did not return`);
        opened += 1;
      }
    }
  }
  expect(found).toEqual([]);
  expect(opened).toBeGreaterThan(20);
});

/** The items that open a dialog: they end in an ellipsis. */
async function dialogItems(page: Page, button: Locator): Promise<readonly string[]> {
  await button.click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  const names = await page.locator('[role="menuitem"]:not([data-disabled])').allTextContents();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  return names.map((name) => name.trim()).filter((name) => name.endsWith('…'));
}

async function openByKeyboard(page: Page, button: Locator, item: string): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: item, exact: true }).focus();
  await page.keyboard.press('Enter');
}

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node.contains(document.activeElement));
}
