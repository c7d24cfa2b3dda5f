import { protocol } from 'electron';
import { securityHeaders } from '../serve/security-headers.ts';
import { pages } from '../serve/sentence-page.ts';
import { readViewFile } from '../serve/view-files.ts';
import { crashPage } from './crash-page.ts';
import { isViewUrl, VIEW_SCHEME } from './view-url.ts';

/** Gives the scheme a real origin: relative URLs, storage, fetch, a script cache. Must run before the app is ready. */
export function setupViewScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: VIEW_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built view under the scheme, with the headers that a browser gets. */
export function setupViewProtocol(rendererFolder: string): void {
  const page = (status: number, text: string) =>
    new Response(text, { status, headers: { ...securityHeaders(), 'Content-Type': 'text/html; charset=utf-8' } });
  protocol.handle(VIEW_SCHEME, async ({ url, method }) => {
    if (!isViewUrl(url)) return page(403, pages.foreign);
    if (method !== 'GET' && method !== 'HEAD') return page(405, pages.notAllowed);
    const crash = crashPage(url);
    if (crash !== null) return page(200, crash);
    const file = await readViewFile(rendererFolder, new URL(url).pathname);
    if (!file) return page(404, pages.notFound);
    return new Response(method === 'HEAD' ? null : file.body, { headers: { ...securityHeaders(), ...file.headers } });
  });
}
