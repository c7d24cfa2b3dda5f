import { expect, test } from 'vitest';
import { writePreferences } from '../../electron/services/preferences/preference-file.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { type Electron, startDesktop } from '../support/start-desktop.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const home = () => useTestHome({ docker: false });

function entry({ chromium }: Electron, id: string): { enabled?: boolean; click?: () => void } | null {
  const items = chromium.trays[0]?.menu ?? [];
  const all = items.flatMap((item) => [item, ...((item.submenu ?? []) as (typeof item)[])]);
  return (all.find((item) => item.id === id) as { enabled?: boolean; click?: () => void } | undefined) ?? null;
}

test('desktop tray › cannot be created › the app opens, keeps running and can be opened again', async () => {
  const electron = await startDesktop(await home(), ({ chromium }) => {
    chromium.canMakeTray = false;
  });
  const { app, BrowserWindow, chromium } = electron;
  chromium.answers.push(0);
  BrowserWindow.getAllWindows()[0]?.close();
  await waitFor('the window to close', () => BrowserWindow.getAllWindows().length === 0);
  expect(chromium.questions[0]?.detail).toContain('This desktop has no tray: start the app again');
  app.emit('second-instance', {}, [process.execPath, app.path], '/');
  await waitFor('the window again', () => BrowserWindow.getAllWindows()[0]?.url);
  expect(app.hasQuit).toBe(false);
});

test('desktop tray › no instance › opens the window and quits', async () => {
  const own = await home();
  await writePreferences(own.path, new Map([['theme', 'dark']]));
  const electron = await startDesktop(own);
  await waitFor('the tray', () => electron.chromium.trays[0]?.toolTip);
  expect(electron.chromium.trays[0]?.toolTip).toBe('Vrooli Redis Desktop: 0 of 0 instances running');
  await waitFor('the colours of the frame', () => electron.nativeTheme.themeSource === 'dark');
  // Everything outside the page follows the language immediately.
  await writePreferences(own.path, new Map([['language', 'de']]));
  // cspell:disable
  const german = 'Vrooli Redis Desktop: 0 von 0 Instanzen laufen';
  await waitFor('the tray in German', () => electron.chromium.trays[0]?.toolTip === german);
  expect(entry(electron, 'quit')).toMatchObject({ label: 'Beenden' });
  expect(electron.chromium.menu?.map(({ label }) => label)).toContain('&Bearbeiten');
  // cspell:enable
  entry(electron, 'quit')?.click?.();
  await waitFor('the app to end', () => electron.app.hasQuit);
});

describeNeeding(['redis', 'posix'], 'desktop tray with a tenant that keeps nothing', () => {
  test('desktop tray › a stop that would lose keys › opens the instance and says why, and nothing stops', async () => {
    const own = await home();
    const create = [
      '--action',
      'create-client',
      '--client-id',
      'shop',
      '--runtime',
      'process',
      '--persistence',
      'none',
    ];
    expect((await runManage(create, own.env)).code).toBe(0);
    const port = own.clientPorts.start;
    await redisCli(port, 'set', 'only', 'in memory');
    const electron = await startDesktop(own);
    await waitFor('the tenant in the tray', () => entry(electron, 'stop:shop'));
    entry(electron, 'stop:shop')?.click?.();
    const { chromium, BrowserWindow } = electron;
    await waitFor('a notification', () => chromium.notifications.length > 0);
    expect(chromium.notifications[0]?.options.title).toBe('shop was not stopped');
    await waitFor('the tenant in the window', () => BrowserWindow.getAllWindows()[0]?.url.endsWith('#/instances/shop'));
    expect(await redisCli(port, 'get', 'only')).toBe('in memory');
  });
});
