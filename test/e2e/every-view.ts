import { expect, type Page } from '@playwright/test';
import { panelNames } from '../../renderer/features/server/model/panel-names.ts';

/** Every view, as `renderer/app/router.tsx` defines them; `main` where a view concerns one instance. */
export const views: readonly string[] = [
  ...[
    '/',
    '/install',
    '/instances/main',
    '/tenants',
    '/tenants/new',
    '/tenants/isolation',
    '/backups',
    '/settings/main',
  ],
  ...panelNames.map((panel) => `/instances/main/${panel}`),
  ...['/charts', '/charts/main', '/activity', '/logs/main', '/keys', '/keys/main', '/key-history/main?key=user:1'],
  ...['/compare', '/console/main', '/diagnostics', '/integration/main', '/benchmark/main', '/preferences'],
  ...['/preferences/about', '/preferences/whats-new', '/nowhere'],
];

/** Goes to a view and waits until it has stopped loading. */
export async function showView(page: Page, view: string): Promise<void> {
  await page.evaluate((to) => window.location.replace(`#${to}`), view);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  // Most views have loaded by then. A skeleton is checked as well as the content that replaces it.
  await page.waitForTimeout(500);
}
