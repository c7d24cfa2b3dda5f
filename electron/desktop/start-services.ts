import { app, dialog } from 'electron';
import { AppError } from '../../shared/contract/errors.ts';
import { preferenceNames } from '../../shared/contract/preference-table.ts';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { createKeychain } from './keychain.ts';
import { createUpdater } from './updater.ts';

/**
 * Builds the core. When it cannot be built, says why in a dialog and ends, as there is nothing to show then. Its modules
 * are loaded here and not with the main file: Electron is ready only after that file, and the window waits for Electron.
 */
export function startServices(env: NodeJS.ProcessEnv, log: Logger): Promise<Services> {
  const services = build(env);
  services.catch(async (error: unknown) => {
    log.error('the services did not start', error);
    await app.whenReady();
    const sentence = error instanceof AppError ? error.message : 'Something went wrong; the log has the details.';
    dialog.showErrorBox(`${app.getName()} cannot start`, sentence);
    app.exit(1);
  });
  return services;
}

async function build(env: NodeJS.ProcessEnv): Promise<Services> {
  const { createServices } = await import('../services/create-services.ts');
  const created = await createServices({
    env,
    client: 'desktop',
    honours: preferenceNames,
    updater: createUpdater(),
    keychain: createKeychain(),
  });
  created.startBackgroundWork();
  return created;
}
