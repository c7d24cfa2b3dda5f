import { expect, test } from './fixtures.ts';

test.use({ needs: ['browser'] });

for (const kind of ['js', 'css']) {
  test(`a part of the page that is lost on its way is fetched again: ${kind}`, async ({
    firstRun,
    face,
    expectTrouble,
  }) => {
    const instances = await firstRun.install('Process');
    expectTrouble(/ERR_FAILED|Failed to fetch dynamically imported|Unable to preload/);
    let asked = 0;
    await face.page.route(
      (url) => new RegExp(`/assets/instance-page-.*\\.${kind}$`).test(url.pathname),
      // Only once, as when the machine's networks change.
      (route) => (asked++ === 0 ? route.abort() : route.continue()),
    );
    const page = await instances.open('main');
    await expect(page.state('Running')).toBeVisible();
    expect(asked).toBeGreaterThan(1);
  });
}
