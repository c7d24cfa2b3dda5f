import { app, dialog } from 'electron';
import { AppError } from '../../shared/contract/errors.ts';
import { createServices } from '../services/create-services.ts';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';

/** Builds the engine. When it cannot be built, says why in a dialog and ends, as there is nothing to show then. */
export function startServices(env: NodeJS.ProcessEnv, log: Logger): Promise<Services> {
  const services = createServices({ env, client: 'desktop' }).then((created) => {
    created.startBackgroundWork();
    return created;
  });
  services.catch(async (error: unknown) => {
    log.error('the services did not start', error);
    await app.whenReady();
    const sentence = error instanceof AppError ? error.message : 'Something went wrong; the log has the details.';
    dialog.showErrorBox(`${app.getName()} cannot start`, sentence);
    app.exit(1);
  });
  return services;
}
