// cspell:ignore fpackage cmain
import { firstPage, launchDesktop } from '../launch-desktop.ts';
import { expect, test } from './desktop-test.ts';

test('startup › the first window › the view, within its limits', async ({ desktop }) => {
  const page = await desktop.page();
  await expect(page.getByRole('heading', { name: 'Install Redis on this computer' })).toBeVisible();
  expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false);
  const window = await desktop.app.browserWindow(page);
  await expect.poll(() => window.evaluate((shown) => shown.isVisible())).toBe(true);
});

test('safety › any script in the page › no permission, no other page, no other file', async ({ desktop }) => {
  const { app } = desktop;
  const page = await desktop.page();
  await expect(page.getByRole('heading', { name: 'Install Redis on this computer' })).toBeVisible();
  const found = await page.evaluate(async () => {
    const blocked: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    const frame = document.createElement('iframe');
    frame.src = '/';
    document.body.append(frame);
    const outside = await fetch('https://elsewhere.example/').then(
      () => 'reached',
      () => 'blocked',
    );
    const paths = [
      '/../package.json',
      '/..%2fpackage.json',
      '/assets/..%5c..%5cmain%5cmain.js',
      '/%2e%2e/main/main.js',
    ];
    const statuses = await Promise.all(paths.map((path) => fetch(path).then(({ status }) => status)));
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).catch((error: Error) => error.name);
    return {
      ...{ outside, statuses, camera, injected: 'injected' in window },
      notifications: await Notification.requestPermission(),
      read: await navigator.clipboard.readText().catch((error: Error) => error.name),
      blocked: [...new Set(blocked)].sort(),
    };
  });
  expect(found).toMatchObject({ outside: 'blocked', statuses: [404, 404, 404, 404], injected: false });
  expect(found).toMatchObject({ notifications: 'denied', read: 'NotAllowedError' });
  expect(['NotAllowedError', 'NotFoundError']).toContain(found.camera);
  // A library of the view may call `eval` at any time. The policy blocks that as well.
  expect(found.blocked).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'script-src-elem']));

  await page.evaluate(() => {
    for (const url of ['https://redis.io/docs/latest/', 'https://elsewhere.example/', 'file:///etc/passwd']) {
      window.open(url);
    }
  });
  const opened = () => app.evaluate(() => globalThis.desktopRecord.opened);
  await expect.poll(opened).toEqual(['https://redis.io/docs/latest/']);
  await page.evaluate(() => location.assign('https://elsewhere.example/'));
  await expect(page.getByRole('heading', { name: 'Install Redis on this computer' })).toBeVisible();
  await expect.poll(() => app.windows().length).toBe(1);
});

test('startup › closed and started again › the window has its former bounds', async ({ desktop }) => {
  const { app, home } = desktop;
  const window = await app.browserWindow(await desktop.page());
  await window.evaluate((shown) => shown.setBounds({ x: 40, y: 50, width: 1010, height: 720 }));
  const bounds = await window.evaluate((shown) => shown.getNormalBounds());
  await app.close();
  const next = await launchDesktop(home);
  const again = await next.browserWindow(await firstPage(next));
  expect(await again.evaluate((shown) => shown.getNormalBounds())).toEqual(bounds);
  await next.close();
});
