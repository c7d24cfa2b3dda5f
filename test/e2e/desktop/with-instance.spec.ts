import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redisCli } from '../../support/redis-cli.ts';
import { runManage } from '../../support/run-manage.ts';
import { connectServe } from '../../support/serve-client.ts';
import { startServe } from '../../support/start-serve.ts';
import { firstPage, launchDesktop } from '../launch-desktop.ts';
import { expect, test } from './desktop-test.ts';

test.use({ installed: true });

test('tray › main › its state, backup, stop and start, with a notification that opens it', async ({ desktop }) => {
  const { app, home, pressTray } = desktop;
  const page = await desktop.page();
  const label = () =>
    app.evaluate(() => globalThis.desktopRecord.trays[0]?.recordedMenu.getMenuItemById('instance:main')?.label);
  await expect.poll(label).toBe(`main :${home.port} – running`);
  await redisCli(home.port, 'set', 'kept', 'yes');
  await pressTray('back-up:main');
  const titles = () => app.evaluate(() => globalThis.desktopRecord.notifications.map(({ title }) => title));
  await expect.poll(titles).toContain('main is backed up');
  expect(await readdir(join(home.path, 'redis', 'backups'))).not.toEqual([]);
  await app.evaluate(() => globalThis.desktopRecord.notifications[0]?.emit('click'));
  await expect.poll(desktop.route).toBe('/instances/main');

  await pressTray('stop:main');
  await expect.poll(label).toBe(`main :${home.port} – stopped`);
  await pressTray('start:main');
  await expect.poll(label).toBe(`main :${home.port} – running`);
  expect(await redisCli(home.port, 'get', 'kept')).toBe('yes');
  await expect(page.getByRole('heading', { name: 'main' })).toBeVisible();
});

test('native menu › the commands of the view › the same list, and a press runs one', async ({ desktop }) => {
  const { app } = desktop;
  const page = await desktop.page();
  const item = (id: string) =>
    app.evaluate(({ Menu }, name) => {
      const found = Menu.getApplicationMenu()?.getMenuItemById(name);
      return found ? { label: found.label, enabled: found.enabled } : null;
    }, id);
  const press = (id: string) =>
    app.evaluate(({ Menu }, name) => Menu.getApplicationMenu()?.getMenuItemById(name)?.click(), id);
  await expect.poll(() => item('instance.stop')).toEqual({ label: 'Stop main', enabled: true });
  await press('go.charts');
  await expect.poll(desktop.route).toContain('/charts');
  await press('palette.open');
  await expect(page.getByRole('dialog')).toBeVisible();
  // A page of another kind has published nothing, and forged ids run nothing.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.send('run-command', 'none'));
  expect(await item('go.charts')).not.toBeNull();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('notifications › the system shows none › the window does, even while it loads', async ({ desktop }) => {
  const { app, pressTray } = desktop;
  const page = await desktop.page();
  const shown = () => app.evaluate(() => globalThis.desktopRecord.notifications.length);
  const before = await shown();
  await pressTray('back-up:main');
  await expect.poll(shown).toBe(before + 1);
  const fail = (reload: boolean) =>
    app.evaluate(
      ({ BrowserWindow }, { at, reload }) => {
        if (reload) BrowserWindow.getAllWindows()[0]?.webContents.reload();
        globalThis.desktopRecord.notifications[at]?.emit('failed', {}, 'switched off');
      },
      { at: before, reload },
    );
  const message = page.getByRole('alert').filter({ hasText: 'main is backed up' });
  await fail(false);
  await expect(message).toBeVisible();
  await page.evaluate(() => Object.assign(window, { isOldPage: true }));
  await fail(true);
  await expect.poll(() => page.evaluate(() => 'isOldPage' in window).catch(() => true)).toBe(false);
  await expect(message).toBeVisible();
  await message.getByRole('button', { name: 'Open', exact: true }).click();
  await expect.poll(desktop.route).toBe('/instances/main');
});

test('startup › further starts › link, file, command and none: one app handles all', async ({ desktop }) => {
  const { startAgain, route, home } = desktop;
  await desktop.page();
  expect(await startAgain('vrooli-redis://instance/main')).toMatchObject({ code: 0 });
  await expect.poll(route).toBe('/instances/main');
  const page = await desktop.page();
  await expect(page.getByRole('heading', { name: 'main' })).toBeVisible();

  for (const hostile of [
    'vrooli-redis://instance/main?action=stop',
    'vrooli-redis://uninstall/main',
    'vrooli-redis://instance/..%2f..%2fx',
    'vrooli-redis://keys/main?file=/etc/passwd',
  ]) {
    expect(await startAgain(hostile)).toMatchObject({ code: 0 });
    expect(await route()).toBe('/instances/main');
  }

  const status = await startAgain('--action', 'status', '--json');
  expect(status).toMatchObject({ code: 0, stdout: expect.stringContaining('"main"') });
  expect(JSON.parse(status.stdout)).toMatchObject({ id: 'main', state: 'running' });
  const unknown = await startAgain('--action', 'nonsense');
  expect(unknown.code).toBe(2);

  const file = join(home.path, 'a dump.rdb');
  await writeFile(file, 'no dump at all');
  await startAgain(file);
  await expect.poll(route).toContain('/keys?file=');
  await expect(page.getByText('a dump.rdb').first()).toBeVisible();
  expect(desktop.app.windows()).toHaveLength(1);
});

test('focus › minimized, and a dialog › a further start shows the window, and Escape closes the dialog', async ({
  desktop,
}) => {
  const { app, startAgain } = desktop;
  const page = await desktop.page();
  // Elsewhere, so that the address tells when the link has been followed.
  await page.evaluate(() => window.location.replace('#/tenants'));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await startAgain('vrooli-redis://instance/main');
  const state = () =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return [window?.isMinimized(), window?.isVisible(), window?.isFocused()];
    });
  await expect.poll(state).toEqual([false, true, true]);
  await expect.poll(desktop.route).toBe('/instances/main');
  const more = page.getByRole('button', { name: 'More for main' }).first();
  await more.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  // Not whether the window has the system's focus, because another test's window may have it.
  await expect.poll(() => more.evaluate((button) => button === document.activeElement)).toBe(true);
});

test('network › a hung server, and no internet › both are shown, and nothing blocks', async ({ desktop }) => {
  const { app, home } = desktop;
  const page = await desktop.page();
  await page.context().setOffline(true);
  const pid = Number(/^process_id:(\d+)/m.exec(await redisCli(home.port, 'info', 'server'))?.[1]);
  process.kill(pid, 'SIGSTOP');
  const label = () =>
    app.evaluate(() => globalThis.desktopRecord.trays[0]?.recordedMenu.getMenuItemById('instance:main')?.label);
  await expect.poll(label).toContain('needs attention');
  await page.evaluate(() => location.replace('#/backups'));
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await page.evaluate(() => location.replace('#/instances/main'));
  await expect(page.getByText('The server is running, but').first()).toBeVisible();
  process.kill(pid, 'SIGCONT');
  await expect.poll(label).toContain('running');
  await page.context().setOffline(false);
});

test('several clients › a terminal and a browser beside the window › each shows the changes of the others', async ({
  desktop,
}) => {
  const { app, home } = desktop;
  const page = await desktop.page();
  const serve = await startServe(home);
  const { api, close } = await connectServe(serve);
  expect(await runManage(['backup', '--backup-name', 'from-terminal'], home.env)).toMatchObject({ code: 0 });
  await page.evaluate(() => location.replace('#/backups'));
  await expect(page.getByText('from-terminal').first()).toBeVisible();
  await api.preferences.save({ theme: 'dark', language: 'de' });
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  const menuLabels = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
  await expect.poll(menuLabels).toContain('&Bearbeiten'); // cspell:disable-line
  // The page hears of it at another moment than the menus.
  const reload = page.getByRole('button', { name: 'Reload', exact: true });
  await expect(reload).toBeVisible();
  await api.preferences.reset({ names: ['theme', 'language'] });
  await expect.poll(menuLabels).toContain('&Edit');
  await expect(reload).toHaveCount(0);
  expect(app.windows()).toHaveLength(1);
  close();
  await serve.kill('SIGKILL');
});

test('preferences › German › the page after its reload, the menus immediately, and back', async ({ desktop }) => {
  const { app } = desktop;
  const page = await desktop.page();
  const tray = () =>
    app.evaluate(() => globalThis.desktopRecord.trays[0]?.recordedMenu.items.map(({ label }) => label).at(-1));
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  const choose = async (language: string, reload: RegExp) => {
    await page.evaluate(() => location.replace('#/preferences'));
    await page.getByText(language, { exact: true }).click();
    await page.getByRole('button', { name: reload }).click();
  };
  await choose('Deutsch', /^(Reload|Neu laden)$/);
  // cspell:disable
  await expect(page.getByRole('heading', { name: 'App-Einstellungen' })).toBeVisible();
  await expect.poll(tray).toBe('Beenden');
  // cspell:enable
  await choose('English', /^(Reload|Neu laden)$/);
  await expect(page.getByRole('heading', { name: 'Preferences', level: 1 })).toBeVisible();
  await expect.poll(tray).toBe('Quit');
});

test('safety › the page’s process ends › the crash page, its report, and the view again', async ({ desktop }) => {
  const { app, home } = desktop;
  await desktop.page();
  const inWindow = (code: string) =>
    app.evaluate(({ BrowserWindow }, text) => {
      return BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text, true);
    }, code);
  const report = join(home.path, 'report.txt');
  await app.evaluate((_electron, path) => void globalThis.desktopRecord.savePaths.push(path), report);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  const title = () => inWindow('document.querySelector("h1")?.textContent').catch(() => null);
  await expect.poll(title).toBe('The window stopped working');
  await inWindow('document.querySelectorAll("a")[1].click()');
  await expect.poll(() => readFile(report, 'utf8').catch(() => '')).toContain('exit code');
  expect(await readFile(report, 'utf8')).toContain('Vrooli Redis Desktop 0.');
  await inWindow('document.querySelector("a").click()');
  await expect.poll(() => inWindow('location.pathname + (document.querySelector("nav") !== null)')).toBe('/true');
  expect(await redisCli(home.port, 'ping')).toBe('PONG');
});

test('safety › the main process is killed › Redis keeps running, and the next start continues', async ({ desktop }) => {
  const { app, home } = desktop;
  await desktop.page();
  const ended = app.waitForEvent('close');
  app.process().kill('SIGKILL');
  await ended;
  expect(await redisCli(home.port, 'ping')).toBe('PONG');
  const next = await launchDesktop(home);
  const page = await firstPage(next);
  await expect(page.getByText('Running').first()).toBeVisible();
  await next.close();
});
