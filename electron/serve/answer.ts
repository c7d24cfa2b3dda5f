import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from './access.ts';
import { securityHeaders } from './security-headers.ts';
import { pages } from './sentence-page.ts';
import { readViewFile } from './view-files.ts';

const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };

/** Answers a request for a page or a file of the view. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    readonly access: Access;
    readonly rendererFolder: string;
    /** Called before a browser is let in. */
    readonly letIn: () => Promise<void> | undefined;
  },
): Promise<void> {
  const { access, rendererFolder, letIn } = options;
  const send = (status: number, headers: Record<string, string>, body: string | Buffer) => {
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const own = access.isOwn(request);
  for (const [name, value] of Object.entries(securityHeaders(own ? `ws://${request.headers.host}` : undefined))) {
    response.setHeader(name, value);
  }
  if (!own) return send(403, HTML, pages.foreign);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(405, { ...HTML, Allow: 'GET, HEAD' }, pages.notAllowed);
  }
  const url = parseTarget(request.url);
  if (!url) return send(400, HTML, pages.malformed);

  const token = url.pathname === '/' ? url.searchParams.get('token') : null;
  if (token !== null && (access.isKnown(request) || access.admits(token))) {
    await letIn();
    // To a plain address, so that the token stays neither in the address bar nor in the history.
    return send(303, { ...HTML, Location: '/', 'Set-Cookie': access.cookie() }, '');
  }
  if (!access.isKnown(request)) return send(401, HTML, pages.noToken);
  const file = await readViewFile(rendererFolder, url.pathname);
  return file ? send(200, file.headers, file.body) : send(404, HTML, pages.notFound);
}

/** The address asked for; null when it is none, or another server's (as a proxy is asked). */
export function parseTarget(target: string | undefined): URL | null {
  const base = 'http://view.invalid';
  const url = target?.startsWith('/') && URL.canParse(target, base) ? new URL(target, base) : null;
  return url?.origin === base ? url : null;
}
