import { app, dialog } from 'electron';
import { AppError } from '../../shared/contract/errors.ts';
import { preferenceNames } from '../../shared/contract/preference-table.ts';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { createKeychain } from './keychain.ts';
import { createUpdater } from './updater.ts';

/**
 * Creates the core. If that fails, shows the reason in a dialog and quits. Its modules are loaded here and not in the
 * main file: Electron becomes ready, and the window opens, only after that file has run.
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
