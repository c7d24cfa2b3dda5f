import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../services/services.ts';
import type { Access } from './access.ts';
import { securityHeaders } from './security-headers.ts';
import { pages } from './sentence-page.ts';
import { answerDownload, answerUpload, DOWNLOAD_PATH, UPLOAD_PATH } from './transfer-routes.ts';
import { readViewFile } from './view-files.ts';

const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
/** Closes the connection instead of reading the rest of a refused body. */
const CLOSING = { ...HTML, Connection: 'close' };

/** Answers requests for the files of the view, uploads of a file to import, and downloads of a backup. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    readonly access: Access;
    readonly rendererFolder: string;
    /** Called before a browser gets its cookie. */
    readonly letIn: () => Promise<void> | undefined;
    readonly services: Services;
  },
): Promise<void> {
  const { access, rendererFolder, letIn, services } = options;
  const send = (status: number, headers: Record<string, string>, body: string | Buffer) => {
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const own = access.isOwn(request);
  for (const [name, value] of Object.entries(securityHeaders(own ? `ws://${request.headers.host}` : undefined))) {
    response.setHeader(name, value);
  }
  if (!own) return send(403, HTML, pages.foreign);
  const url = parseTarget(request.url);
  if (request.method === 'POST' && url?.pathname === UPLOAD_PATH) {
    // As for the WebSocket: only a page of this app may change something.
    if (!access.isOwnPage(request)) return send(403, CLOSING, pages.foreign);
    if (!access.isKnown(request)) return send(401, CLOSING, pages.noToken);
    return answerUpload(request, response, url, services);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(405, { ...HTML, Allow: 'GET, HEAD' }, pages.notAllowed);
  }
  if (!url) return send(400, HTML, pages.malformed);

  const token = url.pathname === '/' ? url.searchParams.get('token') : null;
  if (token !== null && (access.isKnown(request) || access.admits(token))) {
    await letIn();
    // Redirects to an address without the token, which must not stay in the address bar or the history.
    return send(303, { ...HTML, Location: '/', 'Set-Cookie': access.cookie() }, '');
  }
  if (!access.isKnown(request)) return send(401, HTML, pages.noToken);
  if (url.pathname === DOWNLOAD_PATH) return answerDownload(request, response, url, services);
  const file = await readViewFile(rendererFolder, url.pathname);
  return file ? send(200, file.headers, file.body) : send(404, HTML, pages.notFound);
}

/** The requested address; null if it is invalid, or absolute as for a proxy. */
export function parseTarget(target: string | undefined): URL | null {
  const base = 'http://view.invalid';
  const url = target?.startsWith('/') && URL.canParse(target, base) ? new URL(target, base) : null;
  return url?.origin === base ? url : null;
}
