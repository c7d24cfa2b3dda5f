import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { runManage } from '../../support/run-manage.ts';
import { thorough } from '../../support/thorough.ts';
import { expect, test } from '../fixtures.ts';

test.use({ startsInstalled: true });

const places = [
  '/',
  '/instances/main',
  '/tenants',
  '/tenants/new',
  '/tenants/isolation',
  '/backups',
  '/backups?tab=schedules',
  '/keys/main',
  '/keys/main?tab=memory',
  '/charts/main',
  '/charts/main?tab=commands',
  '/activity',
  '/settings/main',
  '/logs/main',
  '/benchmark/main',
  '/integration/main',
  '/console/main',
] as const;

/** The violations that axe finds, one line per rule and element. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.mouse.move(0, 0);
  // The other mode opens a page each time, for frames of other origins, which the app does not have.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude('[role="tooltip"]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`),
  );
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, place);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  // The first figures and the view's code have loaded.
  await expect(page.getByText('reading…')).toHaveCount(0);
}

test.describe('D7 › every view', () => {
  test.beforeEach(async ({ firstRun, home }) => {
    test.setTimeout(240_000);
    await firstRun.install('Process');
    await runManage(['--action', 'create-client', '--client-id', 'acme', '--runtime', 'process'], home.env);
  });

  // Two halves, so that both workers have work.
  for (const [name, half] of [
    ['instances, tenants, backups', places.slice(0, 7)],
    ['charts to integration', places.slice(7)],
  ] as const) {
    test(`accessibility › ${name} in dark and light colours › axe finds nothing`, async ({ client: { page } }) => {
      test.skip(!thorough, 'only with TEST_THOROUGH=1');
      const found: string[] = [];
      for (const place of half) {
        await page.emulateMedia({ colorScheme: 'dark' });
        await goTo(page, place);
        found.push(...(await violations(page)).map((line) => `${place}: ${line}`));
        await page.emulateMedia({ colorScheme: 'light' });
        found.push(...(await violations(page)).map((line) => `${place}, light: ${line}`));
      }
      expect([...new Set(found)]).toEqual([]);
    });
  }

  test('keys › G-shortcuts, slash and question mark › the focus stays in the view', async ({ client: { page } }) => {
    for (const letter of ['t', 'b', 'k', 'c', 'a', 's', 'l', 'p', 'i']) {
      await page.keyboard.press('g');
      await page.keyboard.press(letter);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('/');
      await expect(page.locator('main input:focus, [role="combobox"]:focus').first()).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    }
  });

  test('reload › a sorted and filtered table › keeps both', async ({ client: { page } }) => {
    await goTo(page, '/');
    await page.getByRole('button', { name: 'Port' }).click();
    await page.getByRole('textbox', { name: 'Filter instances' }).fill('acme');
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Filter instances' })).toHaveValue('acme');
    await expect(page.getByRole('columnheader', { name: 'Port' })).toHaveAttribute('aria-sort', 'descending');
    await expect(page.getByRole('button', { name: 'More for main' })).toHaveCount(0);
  });

  test('800 px and 200 % zoom › tables, toolbars and dialogs › all buttons lie in the window', async ({
    client: { page },
  }) => {
    for (const size of [
      { width: 800, height: 600 },
      { width: 720, height: 450 },
    ]) {
      await page.setViewportSize(size);
      for (const place of ['/', '/tenants', '/backups', '/settings/main', '/logs/main', '/keys/main']) {
        await goTo(page, place);
        const outside = () =>
          page.locator('main button:visible').evaluateAll(
            (buttons, width) =>
              buttons
                .filter((button) => {
                  const box = button.getBoundingClientRect();
                  return box.right > width + 1 || box.left < 0;
                })
                .map((button) => button.getAttribute('aria-label') ?? button.textContent),
            size.width,
          );
        // A table chooses its columns once it knows its width.
        await expect.poll(outside, `${place} at ${size.width}`).toEqual([]);
      }
      await goTo(page, '/');
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.type('flush main');
      await expect(page.getByRole('option').first()).toContainText('Flush main');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: /Flush main/ });
      await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });

  test('boot › the page loads again › its layout shifts by no more than 0.02', async ({ client: { page } }) => {
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const place of ['/', '/tenants', '/instances/main']) {
      await goTo(page, place);
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await page.waitForTimeout(1500);
      const shift = await page.evaluate(() =>
        (window as unknown as { shifts: number[] }).shifts.reduce((a, b) => a + b, 0),
      );
      expect(shift, place).toBeLessThanOrEqual(0.02);
    }
  });
});
