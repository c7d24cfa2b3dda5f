import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { EXPORTER_PATHS } from '../../../shared/contract/exporter.ts';
import type { Snapshot } from '../live/snapshots.ts';
import type { Logger } from '../platform/log/logger.ts';
import { familiesOf } from './families.ts';
import { PROMETHEUS_TYPE, prometheusText } from './prometheus-text.ts';

const HOST = '127.0.0.1';
const MAX_CONNECTIONS = 50;

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface MetricsSource {
  readonly snapshot: (signal: AbortSignal) => Promise<Snapshot>;
}

/**
 * Serves the metrics to programs on this computer, read-only and without secrets.
 * @throws Node's error when it cannot listen on the port: EADDRINUSE, EACCES
 */
export async function serveMetrics(port: number, source: MetricsSource, log: Logger): Promise<MetricsServer> {
  const ended = new AbortController();
  // Against DNS rebinding: a website whose name resolves to 127.0.0.1 sends its own name as host.
  const hosts = new Set([`${HOST}:${port}`, `localhost:${port}`]);
  const server = createServer((request, response) => {
    answer(request, response, { hosts, snapshot: () => source.snapshot(ended.signal) }).catch((error: unknown) => {
      if (!ended.signal.aborted) log.error('answering a metrics request failed', error);
      response.destroy();
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: HOST, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => log.error('the metrics server failed', error));
  return {
    port,
    async close() {
      ended.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface RequestContext {
  readonly hosts: ReadonlySet<string>;
  readonly snapshot: () => Promise<Snapshot>;
}

const TEXT = 'text/plain; charset=utf-8';

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { hosts, snapshot }: RequestContext,
): Promise<void> {
  const send = (status: number, type: string, body: string, headers: Record<string, string> = {}) => {
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      // Other sites must not embed the response.
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (!hosts.has(request.headers.host ?? '')) return send(403, TEXT, 'Use 127.0.0.1 or localhost as the host.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(405, TEXT, 'Read-only: use GET or HEAD.\n', { Allow: 'GET, HEAD' });
  }
  switch (request.url?.split('?')[0]) {
    case EXPORTER_PATHS.json: {
      const { at, observations } = await snapshot();
      const document = { at: at.toISOString(), instances: observations.map(({ status }) => status) };
      return send(200, 'application/json; charset=utf-8', `${JSON.stringify(document)}\n`);
    }
    case EXPORTER_PATHS.prometheus: {
      const newest = await snapshot();
      const families = familiesOf(newest.observations, newest.at);
      return send(200, PROMETHEUS_TYPE, prometheusText(families));
    }
    case '/':
      return send(200, TEXT, `${EXPORTER_PATHS.json}\n${EXPORTER_PATHS.prometheus}\n`);
    default:
      return send(404, TEXT, `Not found. Available: ${EXPORTER_PATHS.json} and ${EXPORTER_PATHS.prometheus}.\n`);
  }
}
