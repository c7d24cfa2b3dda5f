import { createServer } from 'node:http';
import { AppError } from '../../shared/contract/errors.ts';
import type { Services } from '../services/services.ts';
import { createAccess } from './access.ts';
import { answer } from './answer.ts';
import { listen } from './listen.ts';
import type { Session } from './session.ts';
import { acceptSockets } from './upgrade.ts';
import { readViewFile } from './view-files.ts';

/** Node's default of five minutes would abort a large upload to a slow disk. */
const LONGEST_UPLOAD_MS = 3 * 3_600_000;

export interface ServerOptions {
  readonly services: Services;
  /** The folder of the built view. */
  readonly rendererFolder: string;
  /** 127.0.0.1 by default; never an address that another computer can reach. */
  readonly host?: string | undefined;
  /** Omitted: the default port, or any free one. */
  readonly port?: number | undefined;
  /** Omitted: 256 random bits, new at every start. */
  readonly token?: string;
  /** The value of the cookie; omitted: it is valid until this server ends. */
  readonly session?: Session;
}

export interface ViewServer {
  /** The link that opens the view. It is a secret: it gives access to the whole app. */
  readonly url: string;
  /** The link for the command line of a browser program: valid once, for a minute. */
  urlForBrowser(): string;
  /** Ends every connection and its streams. */
  close(): Promise<void>;
}

/**
 * Serves the view and the contract to browsers on this computer.
 * @throws AppError BAD_VALUE, PORT_TAKEN, or NOT_FOUND if the view was not built
 */
export async function startServer(options: ServerOptions): Promise<ViewServer> {
  const { services, rendererFolder, host = '127.0.0.1' } = options;
  if (!(await readViewFile(rendererFolder, '/'))) {
    throw new AppError('NOT_FOUND', 'The web UI has not been built yet. Run "npm run build" and try again.', {
      what: 'file',
      id: 'index.html',
    });
  }
  const server = createServer({ requestTimeout: LONGEST_UPLOAD_MS });
  const port = await listen(server, host, options.port);
  const access = createAccess(port, { token: options.token, session: options.session?.value });
  server.on('request', (request, response) => {
    answer(request, response, { access, rendererFolder, letIn: () => options.session?.keep(), services }).catch(
      (error: unknown) => {
        services.log.error('a request was not answered', error);
        response.destroy();
      },
    );
  });
  server.on('error', (error) => services.log.error('the server failed', error));
  const sockets = acceptSockets(server, access, services);
  const link = (token: string) => `http://${host === '::1' ? '[::1]' : host}:${port}/?token=${token}`;
  return {
    url: link(access.token),
    urlForBrowser: () => link(access.handOut()),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await closed;
    },
  };
}
