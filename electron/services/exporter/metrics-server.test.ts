import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { EXPORTER_PATHS } from '../../../shared/contract/exporter.ts';
import { freePort } from '../../../test/support/ports.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import type { Snapshot } from '../live/snapshots.ts';
import { parseInfo } from '../redis/info/info.ts';
import { serveMetrics } from './metrics-server.ts';

const AT = new Date('2026-11-22T12:00:00.000Z');

function snapshotOf(...ids: readonly string[]): Snapshot {
  const infoText = 'used_memory:1024\r\nconnected_clients:4\r\n';
  const answer = { info: parseInfo(infoText), infoBytes: Buffer.from(infoText), slowLogLength: 0 };
  const observations = ids.map((id) => ({ status: someStatus(id), answer, failure: null, seenAtMs: 0 }));
  return { startedAt: AT, at: AT, observations } as unknown as Snapshot;
}

async function serve(snapshot: (signal: AbortSignal) => Promise<Snapshot> = async () => snapshotOf('main', 'acme')) {
  const port = await freePort();
  const log = { error: vi.fn(), info: vi.fn(), warn: vi.fn() };
  const server = await serveMetrics(port, { snapshot }, log as never);
  onTestFinished(() => server.close());
  const ask = (path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
      asked.on('error', reject).end();
    });
  return { port, log, server, ask };
}

describe('metrics endpoint', () => {
  test('JSON › the status of every instance and the time of the sample', async () => {
    const { ask } = await serve();
    const { status, headers, body } = await ask(EXPORTER_PATHS.json);
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    const { at, instances } = JSON.parse(body);
    expect(at).toBe(AT.toISOString());
    expect(instances.map(({ id }: { id: string }) => id)).toEqual(['main', 'acme']);
  });

  test('Prometheus › its content type, and a sample for each instance', async () => {
    const { ask } = await serve();
    const { headers, body } = await ask(`${EXPORTER_PATHS.prometheus}?name[]=redis_up`);
    expect(headers['content-type']).toContain('version=0.0.4');
    expect(body).toContain('redis_up{instance="main"');
    expect(body).toContain('redis_up{instance="acme"');
  });

  test('HEAD › the headers of the document without it', async () => {
    const { ask } = await serve();
    const { status, headers, body } = await ask(EXPORTER_PATHS.json, { method: 'HEAD' });
    expect([status, body]).toEqual([200, '']);
    expect(Number(headers['content-length'])).toBeGreaterThan(100);
  });

  test.each([
    ['/', 200],
    ['/metrics/../etc/passwd', 404],
    ['/nothing', 404],
  ])('%s › %i, with the paths that exist', async (path, expected) => {
    const { ask } = await serve();
    const { status, body } = await ask(path);
    expect(status).toBe(expected);
    expect(body).toContain(EXPORTER_PATHS.prometheus);
  });
});

describe('metrics endpoint › who may read it', () => {
  test.each(['evil.example', 'evil.example:9121', '192.168.1.2'])('host %j › refused', async (host) => {
    const snapshot = vi.fn(async () => snapshotOf('main'));
    const { ask } = await serve(snapshot);
    expect((await ask(EXPORTER_PATHS.json, { host })).status).toBe(403);
    expect(snapshot).not.toHaveBeenCalled();
  });

  test('localhost with the port › accepted, as 127.0.0.1 is', async () => {
    const { ask, port } = await serve();
    expect((await ask(EXPORTER_PATHS.json, { host: `localhost:${port}` })).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s › refused as read-only', async (method) => {
    const { ask } = await serve();
    const { status, headers } = await ask(EXPORTER_PATHS.json, { method });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('every response › not cached, and not for other sites', async () => {
    const { ask } = await serve();
    for (const path of [EXPORTER_PATHS.json, '/nothing']) {
      expect((await ask(path)).headers).toMatchObject({
        ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });
});

describe('metrics endpoint › trouble', () => {
  test('a snapshot that fails › the request ends, it is logged, and the next one works', async () => {
    let fails = true;
    const { ask, log } = await serve(async () => {
      if (fails) throw new Error('the home is gone');
      return snapshotOf('main');
    });
    await expect(ask(EXPORTER_PATHS.json)).rejects.toThrow();
    expect(log.error).toHaveBeenCalledOnce();
    fails = false;
    expect((await ask(EXPORTER_PATHS.json)).status).toBe(200);
  });

  test('closed while a request waits › ends it, and is no error', async () => {
    const { ask, log, server } = await serve(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const waiting = ask(EXPORTER_PATHS.json).catch(() => 'ended');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close();
    expect(await waiting).toBe('ended');
    expect(log.error).not.toHaveBeenCalled();
  });

  test('a client that sends no HTTP › does not stop the server', async () => {
    const { ask, port } = await serve();
    const socket = connect(port, '127.0.0.1', () => socket.end('PING\r\n\0\0'));
    await new Promise((resolve) => socket.on('close', resolve).on('error', resolve).resume());
    expect((await ask('/')).status).toBe(200);
  });

  test('a port that is in use › the error of Node', async () => {
    const { port } = await serve();
    const again = serveMetrics(port, { snapshot: async () => snapshotOf() }, {} as never);
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
