import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** All that a build of the view is named with. What else is asked for is not ours, whatever it would resolve to. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export interface ViewFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly headers: Record<string, string>;
}

/**
 * A file of the built view, for the browser's server and the window's protocol.
 * @param pathname as it stands in the URL; `/` is `index.html`
 * @returns null when there is no such file, or when the path leads anywhere else
 */
export async function readViewFile(folder: string, pathname: string): Promise<ViewFile | null> {
  const names = pathname === '/' ? ['index.html'] : pathname.slice(1).split('/');
  const type = types[extname(names.at(-1) ?? '')];
  if (!pathname.startsWith('/') || !type || !names.every((name) => NAME.test(name))) return null;
  const body = await readFile(join(folder, ...names)).catch(() => null);
  if (!body) return null;
  // What lies in assets/ has its content's hash in its name; the page that names it must never be an old one.
  const kept = names.length > 1 && names[0] === 'assets';
  return {
    body,
    headers: { 'Content-Type': type, 'Cache-Control': kept ? 'private, max-age=31536000, immutable' : 'no-store' },
  };
}
