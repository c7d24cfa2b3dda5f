import { expect, test } from './desktop-test.ts';

test.use({ args: ['--hidden'] });

test('startup › without a window › the tray opens it, and closing it keeps the app', async ({ desktop }) => {
  const { app, pressTray } = desktop;
  await expect.poll(() => app.evaluate(() => globalThis.desktopRecord.trays.length)).toBe(1);
  expect(app.windows()).toHaveLength(0);
  await pressTray('open');
  const page = await desktop.page();
  await expect(page.getByRole('heading', { name: 'Install Redis on this computer' })).toBeVisible();
  const closed = page.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  const buttons = await app.evaluate(() => globalThis.desktopRecord.questions.map((question) => question.buttons));
  expect(buttons).toEqual([['Keep running', 'Quit']]);
  await desktop.startAgain();
  await expect.poll(() => app.windows().length).toBe(1);
});
