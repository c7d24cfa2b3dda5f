import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '../services/services.ts';
import { type Access, createAccess } from './access.ts';
import { answer, parseTarget } from './answer.ts';
import { checkHost, listen } from './listen.ts';
import { securityHeaders } from './security-headers.ts';
import { sentencePage } from './sentence-page.ts';

let server: Server;
let port = 0;
let access: Access;
let letIn = 0;

beforeAll(async () => {
  const folder = join(process.env.TMPDIR ?? '/tmp', `vt-answer-${process.pid}`);
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<p>view</p>');
  writeFileSync(join(folder, 'assets/a-1.js'), 'code');
  server = createServer((request, response) => {
    const countLetIn = async () => {
      letIn += 1;
    };
    const options = { access, rendererFolder: folder, letIn: countLetIn, services: {} as Services };
    void answer(request, response, options);
  });
  port = await listen(server, '127.0.0.1', undefined);
  access = createAccess(port, { token: 'the-token', session: 'the-session' });
});
afterAll(() => void server.close());

interface Answered {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

function ask(
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly known?: boolean } = {},
): Promise<Answered> {
  const { method = 'GET', headers = {}, known = false } = options;
  const cookie = known ? { cookie: `a=b; vrooli_redis_${port}=the-session` } : {};
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port, path, method, headers: { ...cookie, ...headers }, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    sent.on('error', reject).end();
  });
}

describe('answers of the server', () => {
  test('without the cookie › nothing of the view, whatever is requested', async () => {
    for (const path of ['/', '/index.html', '/assets/a-1.js', '/download?x=1', '/none', '/?token=', '/?token=wrong']) {
      const { status, body } = await ask(path);
      expect([status, body.includes('view'), body.includes('code')], path).toEqual([401, false, false]);
    }
  });

  test('the token › sets the cookie and leads to an address without it', async () => {
    const { status, headers, body } = await ask('/?token=the-token');
    expect([status, headers.location, body]).toEqual([303, '/', '']);
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict$/);
    expect(letIn).toBe(1);
    expect((await ask('/other?token=the-token')).status).toBe(401);
  });

  test('a one-time token › works once', async () => {
    const once = access.handOut();
    expect([(await ask(`/?token=${once}`)).status, (await ask(`/?token=${once}`)).status]).toEqual([303, 401]);
  });

  test('with the cookie › files of the view, and nothing beside them', async () => {
    expect(await ask('/', { known: true })).toMatchObject({
      status: 200,
      body: '<p>view</p>',
      headers: { 'cache-control': 'no-store' },
    });
    expect((await ask('/assets/a-1.js', { known: true })).headers['cache-control']).toContain('immutable');
    for (const path of [
      '/none.js',
      '/../package.json',
      '/assets/../../x.js',
      '/%2e%2e/x.js',
      '/assets',
      '/index.html/',
      '/.env',
      '/a%00.js',
    ]) {
      expect((await ask(path, { known: true })).status, path).toBe(404);
    }
  });

  test('HEAD › the headers of GET without a body', async () => {
    const head = await ask('/', { known: true, method: 'HEAD' });
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '11']);
  });

  test('another method › is refused, also for a known browser', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) {
      expect((await ask('/', { known: true, method })).status, method).toBe(405);
    }
  });

  test('another host or origin › is refused before anything else, with a valid cookie and token', async () => {
    const foreign = [
      { host: 'evil.example' },
      { host: `127.0.0.1:${port + 1}` },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ];
    for (const headers of foreign) {
      const { status, headers: sent } = await ask('/?token=the-token', { known: true, headers });
      expect([status, sent['set-cookie']], JSON.stringify(headers)).toEqual([403, undefined]);
    }
  });

  test('an upload › needs a page of ours and the cookie', async () => {
    const own = `http://127.0.0.1:${port}`;
    const post = (known: boolean, origin?: string) =>
      ask('/upload', { method: 'POST', known, headers: origin === undefined ? {} : { origin } });
    const { status } = await post(false, own);
    // The path of uploads is decided by the module; any other path is a method that is not allowed.
    expect([401, 405]).toContain(status);
    expect((await post(true, 'https://evil.example')).status).toBe(403);
  });

  test('every answer › carries the security headers, and a socket of the own origin only', async () => {
    for (const known of [true, false]) {
      const { headers } = await ask('/', { known });
      for (const [name, value] of Object.entries(securityHeaders(`ws://127.0.0.1:${port}`)))
        expect(headers[name.toLowerCase()]).toBe(value);
    }
    const refused = await ask('/', { headers: { host: 'evil.example' } });
    expect(String(refused.headers['content-security-policy'])).not.toContain('evil');
    expect(refused.headers['x-frame-options']).toBe('DENY');
  });

  test('an address of a proxy or a malformed one › is refused', async () => {
    const raw = (line: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(`${line}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`),
        );
        let text = '';
        socket.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        socket.on('close', () => resolve(text)).on('error', reject);
      });
    for (const target of ['http://evil.example/', '//evil.example/', '*']) {
      const method = target === '*' ? 'OPTIONS' : 'GET';
      expect(await raw(`${method} ${target} HTTP/1.1`), target).toMatch(/^HTTP\/1\.1 (400|405)/);
    }
  });
});

describe('addresses', () => {
  test('a target › of this server only', () => {
    expect(parseTarget('/a?b=1')?.pathname).toBe('/a');
    expect(['//evil.example/a', '\\\\evil', 'http://x/', '', undefined, 'a', '*'].map(parseTarget)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map(() => null),
    );
    expect(parseTarget('/\\evil.example')).toBeNull();
  });

  test('a host that others can reach › is refused', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', '', 'localhost.evil', '127.0.0.2'])
      expect(() => checkHost(host), host).toThrow(expect.objectContaining({ code: 'BAD_VALUE' }));
    for (const host of ['127.0.0.1', 'localhost', '::1']) expect(() => checkHost(host)).not.toThrow();
  });

  test('a port in use › is named with its program; without a wanted port another one is chosen', async () => {
    const second = createServer();
    await expect(listen(second, '127.0.0.1', port)).rejects.toMatchObject({ code: 'PORT_TAKEN', data: { port } });
    await expect(listen(createServer(), '127.0.0.1', 70_000)).rejects.toMatchObject({ code: 'BAD_VALUE' });
    const chosen = await listen(second, '127.0.0.1', undefined);
    expect(chosen).not.toBe(port);
    second.close();
  });

  test('a page with a sentence › has no script', () => {
    expect(sentencePage('Title', ['One.', 'Two.'])).toContain('<p>One.</p><p>Two.</p>');
    expect(sentencePage('Title', [])).not.toContain('<script');
  });
});
