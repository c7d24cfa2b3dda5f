import AxeBuilder from '@axe-core/playwright';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { thorough } from '../support/thorough.ts';
import { showView, views } from './every-view.ts';
import { expect, test } from './fixtures.ts';

/** At 200 % zoom, a window of 1280 × 800 leaves half of that for the page. */
const zooms = { '100 %': { width: 1280, height: 800 }, '200 %': { width: 640, height: 400 } };

test.use({ startsInstalled: true });
test.describe.configure({ mode: 'parallel' });

/** All four combinations in the thorough run, as axe takes seconds for a view; by default the one with the most to find. */
const combinations = [
  ['light', '100 %', false],
  ['dark', '200 %', true],
  ['light', '200 %', false],
  ['dark', '100 %', false],
] as const;

for (const [colours, zoom, isQuick] of combinations) {
  test(`accessibility › every view, ${colours}, ${zoom} › axe finds nothing`, async ({ home, client: { page } }) => {
    test.skip(!isQuick && !thorough, 'only with TEST_THOROUGH=1');
    // Thirty views, on a machine that runs other tests as well.
    test.setTimeout(600_000);
    await redisCli(home.port, 'mset', 'user:1', 'one', 'user:2', 'two');
    expect(await runManage(['--action', 'backup'], home.env)).toMatchObject({ code: 0 });
    await page.setViewportSize(zooms[zoom]);
    await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const view of views) {
      await showView(page, view);
      // The other mode opens a page each time, for frames of other origins, which the app does not have.
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
        .analyze();
      for (const { id, nodes } of violations)
        for (const { target, failureSummary } of nodes)
          found.push(`${view}: ${id}: ${target.join(' ')}: ${failureSummary?.split('\n').at(1)?.trim()}`);
    }
    expect(found).toEqual([]);
  });
}
