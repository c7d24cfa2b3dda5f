// cspell:ignore Einstellungen laden

import type { Locator, Page } from '@playwright/test';
import { englishTexts } from '../support/word-modules.ts';
import { expect, test } from './fixtures.ts';

test.use({ needs: ['browser'], startsInstalled: true, viewport: { width: 800, height: 600 } });

const VIEWS = [
  '/',
  ...['', '/slow-log', '/latency', '/clients', '/memory', '/persistence', '/replication', '/acl', '/modules'].map(
    (panel) => `/instances/main${panel}`,
  ),
  ...['/tenants', '/tenants/new', '/tenants/isolation', '/backups', '/backups?tab=schedules', '/settings/main'],
  ...['/charts', '/charts/main', '/charts/main?tab=commands', '/activity', '/logs/main', '/keys/main', '/compare'],
  ...['/console/main', '/diagnostics', '/integration/main', '/benchmark/main', '/preferences', '/preferences/about'],
  ...['/preferences/whats-new', '/machines', '/machines/isolation', '/key-history/main?key=user:1'],
];

/**
 * The texts of the server, of a log or of a package stay as they are, so only the page's own texts are searched for.
 */
const FOREIGN = 'code, pre, [data-foreign], .cm-editor, [role="log"], [role="listbox"]';

/** Names of Redis directives, which the page also uses as words. */
const OF_REDIS = new Set(['port', 'databases']);

test('German › every view › contains no English text of the page, and cuts nothing off', async ({ client }) => {
  const { page } = client;
  await page.evaluate(() => localStorage.setItem('vrooli.language', 'de'));
  await chooseGerman(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const english = await englishTexts();
  const found: string[] = [];
  for (const view of VIEWS) {
    await show(page, view);
    for (const text of await shownTexts(page))
      if (english.has(text) && !OF_REDIS.has(text)) found.push(`${view}: ${text}`);
    for (const text of await cutOff(page)) found.push(`${view}: cut off: ${text}`);
  }
  expect(found).toEqual([]);
});

test('German › every dialog that a view opens › contains no English text of the page, and cuts nothing off', async ({
  client,
}) => {
  const { page } = client;
  await chooseGerman(page);
  const english = await englishTexts();
  const found: string[] = [];
  let opened = 0;
  for (const view of VIEWS) {
    await show(page, view);
    // A drawer covers the buttons of the view behind it, which has an entry of its own.
    const drawers = await page.getByRole('dialog').count();
    const within = drawers > 0 ? page.getByRole('dialog').first() : page.getByRole('main');
    for (const label of await openers(within)) {
      await within.getByRole('button', { name: label, exact: true }).first().click();
      const dialog = page.getByRole('dialog').nth(drawers);
      const isDialog = await dialog.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (!isDialog) {
        await show(page, view);
        continue;
      }
      opened += 1;
      await page.waitForTimeout(700);
      for (const text of await shownTexts(page, '[role="dialog"] *'))
        if (english.has(text) && !OF_REDIS.has(text)) found.push(`${view} ▸ ${label}: ${text}`);
      for (const text of await cutOff(page)) found.push(`${view} ▸ ${label}: cut off: ${text}`);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      // A drawer is a view of its own, and its end may lead to another one.
      if (!page.url().endsWith(`#${view}`)) await show(page, view);
    }
  }
  expect(found).toEqual([]);
  expect(opened).toBeGreaterThan(10);
});

async function show(page: Page, view: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = `#${to}`;
  }, view);
  await expect(page.getByRole('main')).toBeVisible();
  await page.waitForTimeout(700);
}

/** The labels of the buttons that open a dialog: they end with an ellipsis. */
async function openers(within: Locator): Promise<readonly string[]> {
  const buttons = await within.getByRole('button', { name: /…$/, disabled: false }).all();
  const labels = await Promise.all(
    buttons.map(async (button) => (await button.getAttribute('aria-label')) ?? button.innerText()),
  );
  return [...new Set(labels)].filter((label) => /…$/.test(label));
}

/** By keyboard and through the page, as a person chooses it: the page offers to reload. */
async function chooseGerman(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/preferences';
  });
  await page.getByText('Deutsch', { exact: true }).click();
  await page.getByRole('button', { name: /^(Reload|Neu laden)$/ }).click();
  await expect(page.getByRole('heading', { name: 'App-Einstellungen' })).toBeVisible();
}

/** The texts of single elements, and their accessible names. */
function shownTexts(page: Page, within = 'body *'): Promise<readonly string[]> {
  return page.evaluate(
    ([foreign = '', elements = '']) => {
      const shown = [...document.querySelectorAll<HTMLElement>(elements)].filter(
        (element) => !element.closest(foreign) && element.getClientRects().length > 0,
      );
      return shown.flatMap((element) => [
        ...[...element.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => node.nodeValue ?? ''),
        ...['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
      ]);
    },
    [FOREIGN, within],
  );
}

/** Buttons (also those whose label alone is cut off), tabs whose text does not fit, and pages that scroll sideways. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button, .mantine-Button-label, [role="tab"], nav a')];
    const cut = buttons.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.getClientRects().length > 0);
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    return [...cut.map(({ innerText }) => innerText), ...(wide ? ['the page'] : [])];
  });
}
