import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../electron/serve/server.ts';
import { freePort } from '../support/ports.ts';
import { openServices, openSocket, openView, type RunningView } from '../support/view-server.ts';

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** A plain request: unlike fetch, it sends the path and the headers unchanged. */
function ask(view: RunningView, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: view.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

/** Bytes that no client library would send. */
function send(view: RunningView, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(view.port, '127.0.0.1', () => socket.end(text));
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', reject).on('close', () => resolve(answer));
  });
}

const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';

test('web UI › the link is opened › the browser is signed in, without the token in the address bar', async () => {
  const view = await openView();
  const first = await ask(view, `/?token=${tokenOf(view.url)}`);
  expect(first.status).toBe(303);
  expect(first.headers.location).toBe('/');
  expect(first.headers['set-cookie']).toEqual([`${view.cookie}; Path=/; HttpOnly; SameSite=Strict`]);
  expect(first.body).toBe('');
  const page = await ask(view, '/', { Cookie: view.cookie });
  expect(page).toMatchObject({ status: 200, body: '<title>view</title>' });
  expect(page.headers['cache-control']).toBe('no-store');
  const script = await ask(view, '/assets/index-1.js', { Cookie: view.cookie });
  expect(script.headers['cache-control']).toContain('immutable');
});

test('web UI › no token or a wrong one › a page says how to get the link', async () => {
  const view = await openView();
  const token = tokenOf(view.url);
  const wrong = ['/', '/assets/index-1.js', '/?token=', `/?token=${token}x`, `/?token=${token.slice(1)}`];
  for (const path of [...wrong, `/assets/index-1.js?token=${token}`]) {
    const answer = await ask(view, path);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('the full link from the terminal');
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
  expect((await ask(view, '/', { Cookie: `${view.cookie}x` })).status).toBe(401);
});

test('web UI › link for a browser program › works once', async () => {
  const view = await openView();
  const path = `/?token=${tokenOf(view.urlForBrowser())}`;
  expect((await ask(view, path)).status).toBe(303);
  expect((await ask(view, path)).status).toBe(401);
  expect((await ask(view, path, { Cookie: view.cookie })).status).toBe(303);
});

test('web UI › request under another name or from another site › refused, even with the cookie', async () => {
  const view = await openView();
  const known = { Cookie: view.cookie };
  const refused: Record<string, string>[] = [
    { Host: `rebound.example:${view.port}` },
    { Host: '127.0.0.1' },
    { Host: `127.0.0.1:${view.port + 1}` },
    { Origin: 'https://elsewhere.example' },
    { Origin: 'null' },
    { Origin: `http://localhost:${view.port}` },
  ];
  for (const headers of refused) {
    const answer = await ask(view, '/', { ...known, ...headers });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('view</title>');
  }
  for (const host of ['localhost', '[::1]', '127.0.0.1']) {
    const headers = { ...known, Host: `${host}:${view.port}`, Origin: `http://${host}:${view.port}` };
    expect((await ask(view, '/', headers)).status).toBe(200);
  }
});

test('web UI › any response › carries the policy', async () => {
  const view = await openView();
  const answers = [
    await ask(view, '/', { Cookie: view.cookie }),
    await ask(view, '/none.js', { Cookie: view.cookie }),
    await ask(view, '/'),
    await ask(view, '/', { Host: 'elsewhere.example' }),
    await ask(view, '/', {}, 'POST'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 401, 403, 405]);
  for (const { headers } of answers) {
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'/);
    expect(policy).toContain("base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    expect(policy).not.toContain('elsewhere');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  }
  expect(answers[0]?.headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${view.port};`);
});

test('web UI › path outside the view, however written › not readable', async () => {
  const view = await openView();
  const paths = [
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/..%5csecret.js',
    '//secret.js',
    '/./../secret.js',
    '/assets/%00',
    '/%',
    '/%c0%ae%c0%ae/secret.js',
    '/index.html/../../secret.js',
  ];
  for (const path of paths) {
    const { status, body } = await ask(view, path, { Cookie: view.cookie });
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('secret');
  }
});

test('web UI › malformed requests › refused, and the server keeps running', async () => {
  const view = await openView();
  const lines = [
    'GET http://elsewhere.example/ HTTP/1.1',
    'GET * HTTP/1.1',
    'CONNECT elsewhere.example:443 HTTP/1.1',
    'GET // HTTP/1.1',
    'GET /\\..\\secret.js HTTP/1.1',
    'nonsense',
    '\0\0\0\0',
  ];
  for (const line of lines) {
    const answer = await send(view, `${line}\r\nHost: 127.0.0.1:${view.port}\r\nConnection: close\r\n\r\n`);
    expect(answer).not.toMatch(/^HTTP\/1.1 [23]/);
    expect(answer).not.toContain('secret');
  }
  for (const range of ['bytes=5-2', 'bytes=999-', 'bytes=-', 'bytes=0-0,1-1']) {
    expect((await ask(view, '/', { Cookie: view.cookie, Range: range })).status).toBe(200);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) {
    expect((await ask(view, '/', { Cookie: view.cookie }, method)).status).toBe(405);
  }
  expect((await ask(view, '/', { Cookie: view.cookie }, 'HEAD')).body).toBe('');
  expect((await ask(view, '/', { Cookie: view.cookie })).status).toBe(200);
});

test('web UI › WebSocket of another page or without the cookie › refused', async () => {
  const view = await openView();
  const upgrade = (headers: Record<string, string | null>, path?: string) =>
    new Promise<number>((resolve) => {
      const socket = openSocket(view, headers, path);
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
  expect(await upgrade({ Origin: 'https://elsewhere.example' })).toBe(403);
  expect(await upgrade({ Origin: 'null' })).toBe(403);
  expect(await upgrade({ Origin: '' })).toBe(403);
  expect(await upgrade({ Origin: null })).toBe(403);
  expect(await upgrade({ Host: `rebound.example:${view.port}`, Origin: `http://rebound.example:${view.port}` })).toBe(
    403,
  );
  expect(await upgrade({ Cookie: null })).toBe(401);
  expect(await upgrade({ Cookie: `${view.cookie}x` })).toBe(401);
  expect(await upgrade({}, '/other')).toBe(404);
  expect(await upgrade({})).toBe(101);
  expect(await upgrade({ Host: `localhost:${view.port}`, Origin: `http://localhost:${view.port}` })).toBe(101);
});

test('web UI › two servers, and a port that is taken › run side by side; the port is named', async () => {
  const services = await openServices();
  const first = await openView({ services });
  const second = await openView({ services });
  expect((await ask(second, '/', { Cookie: first.cookie })).status).toBe(401);
  expect((await ask(second, '/', { Cookie: `${first.cookie}; ${second.cookie}` })).status).toBe(200);
  await expect(openView({ services, port: first.port })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    data: { port: first.port },
  });
});

test('web UI › two servers without a port › each finds one', async () => {
  const services = await openServices();
  await openView({ services });
  const rendererFolder = join(services.environment.home, 'out', 'renderer');
  const servers = [await startServer({ services, rendererFolder }), await startServer({ services, rendererFolder })];
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))));
  expect(new Set(servers.map(({ url }) => new URL(url).port)).size).toBe(2);
  for (const { url } of servers) expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
});

test('web UI › host that other computers could reach › refused before anything listens', async () => {
  const services = await openServices();
  const rendererFolder = join(services.environment.home, 'out', 'renderer');
  await openView({ services });
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'elsewhere.example', '']) {
    await expect(startServer({ services, rendererFolder, host, port: await freePort() })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      data: { field: '--host' },
    });
  }
  await expect(startServer({ services, rendererFolder: '/nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
