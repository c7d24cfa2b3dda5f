import type { Locator, Page } from '@playwright/test';
import { redisCli } from '../../support/redis-cli.ts';
import { runManage } from '../../support/run-manage.ts';
import { expect, test } from '../fixtures.ts';
import { BackupsPage } from '../pages/backups-page.ts';
import { closeMessages } from '../pages/close-messages.ts';

test.use({ needs: ['browser'], withDocker: false, startsInstalled: true });

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 800, height: 600 },
];

/** Records the buttons of the dialog's footer that are outside the window in any frame of a running restore. */
async function watchFooter(
  page: Page,
): Promise<() => Promise<{ readonly frames: number; readonly outside: string[] }>> {
  await page.evaluate(() => {
    const seen = { frames: 0, outside: [] as string[] };
    Object.assign(window, { footer: seen });
    const check = () => {
      const dialog = document.querySelector('[role="dialog"]');
      const close = [...(dialog?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === 'Close');
      if (close?.parentElement) {
        seen.frames += 1;
        for (const button of close.parentElement.querySelectorAll('button')) {
          const { top, left, bottom, right } = button.getBoundingClientRect();
          if (top < 0 || left < 0 || bottom > window.innerHeight || right > window.innerWidth)
            seen.outside.push(`${button.textContent}: ${left},${top} to ${right},${bottom}`);
        }
      }
      requestAnimationFrame(check);
    };
    check();
  });
  return () => page.evaluate(() => (window as unknown as { footer: { frames: number; outside: string[] } }).footer);
}

/** The menu is inside the window, and each item can be reached: a menu taller than the window scrolls. */
async function insideWindow(menu: Locator): Promise<void> {
  await expect(menu).toBeInViewport({ ratio: 1 });
  for (const item of await menu.getByRole('menuitem').all()) {
    await item.scrollIntoViewIfNeeded();
    await expect(item).toBeInViewport({ ratio: 1 });
  }
}

test('D7 › small windows › restore dialog and row menus › all buttons are in the window, also during a restore', async ({
  firstRun,
  client: { page },
  home,
}) => {
  test.slow();
  await firstRun.install('Process');
  const manage = (...line: readonly string[]) => runManage(['--action', ...line], home.env);
  await manage('create-client', '--client-id', 'acme', '--runtime', 'process');
  const fill = "for i = 1, 20000 do redis.call('set', 'k' .. i, string.rep('v', 100)) end";
  await redisCli(home.port, 'eval', fill, '0');
  expect(await manage('backup', '--backup-name', 'kept')).toMatchObject({ code: 0 });
  const backups = await new BackupsPage(page).goTo('main');

  for (const size of sizes) {
    const at = `${size.width} × ${size.height}`;
    await page.setViewportSize(size);
    const dialog = await backups.restore('kept');
    const confirm = dialog.root.getByRole('button', { name: 'Restore, with undo' });
    for (const button of [dialog.cancelButton, confirm]) await expect(button, at).toBeInViewport({ ratio: 1 });
    await dialog.into('A new tenant');
    await expect(dialog.root.getByRole('button', { name: 'Create and restore' }), at).toBeInViewport({ ratio: 1 });
    await dialog.into('Here');
    await expect(confirm, at).toBeEnabled();
    const footer = await watchFooter(page);
    await dialog.confirm();
    const { frames, outside } = await footer();
    expect(frames, at).toBeGreaterThan(0);
    expect(outside, at).toEqual([]);
    await page.getByRole('button', { name: 'Close this message' }).first().waitFor();
    await closeMessages(page);
  }

  await page.getByRole('button', { name: 'More for kept', exact: true }).click();
  await insideWindow(page.getByRole('menu'));
  await page.keyboard.press('Escape');
  for (const [link, id] of [
    ['Instances', 'main'],
    ['Instances', 'acme'],
    ['Tenants', 'acme'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: link }).click();
    await page.getByRole('button', { name: `More for ${id}`, exact: true }).click();
    await insideWindow(page.getByRole('menu'));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
});
