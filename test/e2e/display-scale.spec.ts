import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { showView, views } from './every-view.ts';
import { expect, test } from './fixtures.ts';

test.use({ needs: ['browser'], startsInstalled: true });

/** Small windows at the scales that systems offer; the last is a display of 1080p at 250 %, less its panel. */
const displays = [
  { deviceScaleFactor: 1, width: 800, height: 600 },
  { deviceScaleFactor: 1.25, width: 800, height: 600 },
  { deviceScaleFactor: 1.5, width: 800, height: 600 },
  { deviceScaleFactor: 2, width: 800, height: 500 },
  { deviceScaleFactor: 2.5, width: 768, height: 392 },
];

test('display scale › 100 to 250 %, every view › no control is cut off or out of reach', async ({
  home,
  client: { page },
}) => {
  test.slow();
  await redisCli(home.port, 'mset', 'user:1', 'one', 'user:2', 'two');
  expect(await runManage(['--action', 'backup'], home.env)).toMatchObject({ code: 0 });
  const session = await page.context().newCDPSession(page);
  const found: string[] = [];
  for (const view of views) {
    await showView(page, view);
    for (const display of displays) {
      await session.send('Emulation.setDeviceMetricsOverride', { ...display, mobile: false });
      expect(await page.evaluate(() => devicePixelRatio)).toBe(display.deviceScaleFactor);
      const cut = await page.evaluate(controlsOutOfReach);
      found.push(...cut.map((control) => `${view} at ${display.deviceScaleFactor}: ${control}`));
    }
  }
  expect(found).toEqual([]);
});

test('display scale › keys at 250 % › the lists have room for some rows, and the page scrolls', async ({
  home,
  client: { page },
}) => {
  await redisCli(home.port, 'mset', 'user:1', 'one', 'user:2', 'two');
  await page.setViewportSize({ width: 576, height: 360 });
  await showView(page, '/keys/main');
  for (const list of [page.getByRole('tree'), page.getByRole('grid')])
    await expect.poll(async () => (await list.boundingBox())?.height ?? 0).toBeGreaterThan(90);
});

/** Visible controls of which a part is outside the window, or hidden by an element that cannot be scrolled. */
async function controlsOutOfReach(): Promise<readonly string[]> {
  // Two frames: the layout follows the new size in the first one.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
  const isReachable = (control: Element): boolean => {
    const box = control.getBoundingClientRect();
    let [freeX, freeY] = [false, false];
    for (let above = control.parentElement; above; above = above.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(above);
      const around = above.getBoundingClientRect();
      freeX ||= scrolls(overflowX);
      freeY ||= scrolls(overflowY) || above === document.documentElement;
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      if (!freeX && hides(overflowX) && (box.left < around.left - 1 || box.right > around.right + 1)) return false;
      if (!freeY && hides(overflowY) && (box.top < around.top - 1 || box.bottom > around.bottom + 1)) return false;
      // Nothing above a fixed element moves it.
      if (position === 'fixed') break;
    }
    const isInWidth = box.left >= -1 && box.right <= innerWidth + 1;
    const isInHeight = box.top >= -1 && box.bottom <= innerHeight + 1;
    return (freeX || isInWidth) && (freeY || isInHeight);
  };
  return [...document.querySelectorAll('button, a[href], input, select, textarea, [role="tab"], [role="option"]')]
    .filter((control) => control.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((control) => {
      const { width, height } = control.getBoundingClientRect();
      // Smaller ones are only for screen readers, such as the inputs behind switches.
      return width > 1 && height > 1 && !isReachable(control);
    })
    .filter(({ textContent }) => textContent !== 'Skip to main content')
    .map((control) => control.getAttribute('aria-label') ?? (control.textContent || control.outerHTML.slice(0, 80)));
}
