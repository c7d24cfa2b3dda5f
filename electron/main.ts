import { join } from 'node:path';
import { app } from 'electron';
import { setupNavigationLock, setupPermissionLock } from './desktop/lockdown.ts';
import { setupMenu } from './desktop/menu.ts';
import { setupNotifications } from './desktop/notifications.ts';
import { setupQuit } from './desktop/quit.ts';
import { setupRpc } from './desktop/rpc-handover.ts';
import { setupSaveDialog } from './desktop/save-dialog.ts';
import { setupSingleInstance } from './desktop/single-instance.ts';
import { startServices } from './desktop/start-services.ts';
import { setupUserData } from './desktop/user-data.ts';
import { setupViewProtocol, setupViewScheme } from './desktop/view-protocol.ts';
import { openWindow } from './desktop/window.ts';
import { guardStreams } from './services/log/guard-streams.ts';
import { createLogger } from './services/platform/log/logger.ts';

/** The entry point of the desktop app: the steps before the app is ready, those before the window, and the window. */
// The terminal that the app was started from may be closed before the app.
guardStreams(process);
const { home, folder } = setupUserData(process.env);
if (setupSingleInstance()) {
  const log = createLogger(home);
  const statePath = join(folder, 'window.json');
  app.enableSandbox();
  setupViewScheme();
  setupNavigationLock();
  const services = startServices(process.env, log);
  setupRpc(services, log);
  setupSaveDialog();
  setupQuit(services, { statePath });
  setupNotifications(services, log);

  // Not awaited here: Electron is ready only once this file has run to its end.
  app
    .whenReady()
    .then(() => {
      setupViewProtocol(join(app.getAppPath(), 'out', 'renderer'));
      setupPermissionLock();
      setupMenu();
      return openWindow({ statePath, log });
    })
    .catch((error: unknown) => log.error('the window did not open', error));
}
