import { expect, test } from 'vitest';
import { changeAlertState } from '../../electron/services/alerts/alert-files.ts';
import { startDesktop } from '../support/start-desktop.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const notice = (id: string) => ({
  ...{ id, at: new Date().toISOString(), instance: 'main', level: 'fail' as const },
  ...{ title: `main is down (${id})`, detail: 'It crashed. Start it.' },
});

test('desktop notifications › another client raises an alert › one notice, and a click shows the window', async () => {
  const home = await useTestHome({ docker: false });
  const raise = (id: string) =>
    changeAlertState(home.path, (before) => [{ ...before, notices: [...before.notices, notice(id)] }, null]);
  await raise('before the app was started');
  const { BrowserWindow, chromium } = await startDesktop(home);
  const shown = () => chromium.notifications.map(({ options }) => options.title);
  await waitFor(
    'the first that comes while it runs',
    async () => {
      if (shown().length === 0) await raise(`number ${Date.now()}`);
      return shown().length > 0;
    },
    { everyMs: 500 },
  );
  const known = shown();
  expect(known.join()).not.toContain('before the app');
  await raise('the last');
  await waitFor('the last one', () => shown().includes('main is down (the last)'));
  expect(new Set(shown()).size).toBe(shown().length);
  const [window] = BrowserWindow.getAllWindows();
  const last = chromium.notifications.at(-1);
  expect(last?.options.actions).toEqual([{ type: 'button', text: 'Open' }]);
  last?.emit('click');
  await waitFor('the instance in the window', () => window?.url === 'app://vrooli/#/instances/main');
  await waitFor('the window in front', () => window?.calls.at(-1) === 'focus');
  // Windows reports this if the user has turned off the app's notifications.
  last?.emit('failed');
  expect(window?.webContents.sent).toEqual([
    ['show-notice', { title: 'main is down (the last)', detail: 'It crashed. Start it.', route: '/instances/main' }],
  ]);
});
