import { join } from 'node:path';
import { appFolder } from '../rpc/app-folder.ts';
import { createServices } from '../services/create-services.ts';
import { checkHost } from './listen.ts';
import { openBrowser } from './open-browser.ts';
import { startServer } from './server.ts';
import { openSession } from './session.ts';

export interface ServeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** Opens the user's browser, where there is a screen. */
  readonly open: boolean;
  /** Called once the link works. */
  ready(server: { readonly url: string; readonly opened: boolean }): void;
}

/**
 * Runs the web UI until the process receives SIGINT or SIGTERM, or its terminal is closed.
 * Operations that are then running are cancelled and undone; instances keep running.
 * @throws AppError if it cannot start
 */
export async function runServe(options: ServeOptions): Promise<void> {
  // First, because creating the services undoes interrupted operations.
  if (options.host !== undefined) checkHost(options.host);
  const services = await createServices({ env: options.env, client: 'browser' });
  try {
    services.startBackgroundWork();
    const server = await startServer({
      services,
      rendererFolder: join(appFolder(), 'out', 'renderer'),
      host: options.host,
      port: options.port,
      session: await openSession(services.environment.home),
    });
    const asked = askedToEnd();
    const opened = options.open && openBrowser(server.urlForBrowser(), options.env);
    options.ready({ url: server.url, opened });
    await asked;
    await server.close();
  } finally {
    await services.close();
  }
}

/** Resolves at the first signal. A second signal ends the process immediately, in case undoing takes too long. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      });
    }
  });
}
