import { join } from 'node:path';
import { app } from 'electron';
import { setupLanguage } from './desktop/language.ts';
import { setupNavigationLock, setupPermissionLock } from './desktop/lockdown.ts';
import { setupLoginItem } from './desktop/login-item.ts';
import { setupMenu } from './desktop/menu.ts';
import { setupNotifications } from './desktop/notifications.ts';
import { setupQuit } from './desktop/quit.ts';
import { setupRpc } from './desktop/rpc-handover.ts';
import { runTerminalClient } from './desktop/run-terminal-client.ts';
import { setupSaveDialog } from './desktop/save-dialog.ts';
import { setupSingleInstance, setupStartRequests } from './desktop/single-instance.ts';
import { readStart } from './desktop/start-arguments.ts';
import { startServices } from './desktop/start-services.ts';
import { setupTheme } from './desktop/theme.ts';
import { setupTray } from './desktop/tray.ts';
import { setupUserData } from './desktop/user-data.ts';
import { setupViewProtocol, setupViewScheme } from './desktop/view-protocol.ts';
import { createWindowOpener } from './desktop/window-opener.ts';
import { guardStreams } from './services/platform/log/guard-streams.ts';
import { createLogger } from './services/platform/log/logger.ts';

/** The entry point of the desktop app: the steps before the app is ready, those before the window, and the window. */
const request = readStart(process.argv, app.isPackaged ? null : app.getAppPath(), process.cwd());
if (request.kind === 'terminal') runTerminalClient(request.args);
else startApp(request.kind === 'open' ? { route: request.route } : null);

/** @param shown null: without a window, as at login */
function startApp(shown: { readonly route: string | null } | null): void {
  // The terminal that started the app may close before the app.
  guardStreams(process);
  const { home, folder } = setupUserData(process.env);
  if (!setupSingleInstance()) return;
  const log = createLogger(home);
  const statePath = join(folder, 'window.json');
  app.enableSandbox();
  setupViewScheme();
  setupNavigationLock(home, log);
  const services = startServices(process.env, log);
  setupLanguage(services);
  setupRpc(services, log);
  setupSaveDialog();
  setupQuit(services, { statePath, folder });
  // Electron becomes ready only after this file has run, so nothing here awaits it.
  const ready = app.whenReady().then(() => {
    setupViewProtocol(join(app.getAppPath(), 'out', 'renderer'));
    setupPermissionLock();
    setupMenu();
  });
  const opener = createWindowOpener({ statePath, log, ready });
  setupStartRequests(opener);
  setupNotifications(services, opener, log);
  setupTheme(services);
  setupLoginItem(services, log);
  if (shown) opener.show(shown.route);
  ready
    .then(() => setupTray(services, opener, log))
    .catch((error: unknown) => log.error('the app did not start', error));
}
