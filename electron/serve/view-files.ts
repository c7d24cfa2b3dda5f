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

/** The characters in file names of a built view. Requests for other names are refused, so that no path can leave the folder. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export interface ViewFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly headers: Record<string, string>;
}

/**
 * Reads a file of the built view, for the web server and the window's protocol.
 * @param pathname as in the URL; `/` is `index.html`
 * @returns null if there is no such file, or if the path leaves the folder
 */
export async function readViewFile(folder: string, pathname: string): Promise<ViewFile | null> {
  const names = pathname === '/' ? ['index.html'] : pathname.slice(1).split('/');
  const type = types[extname(names.at(-1) ?? '')];
  if (!pathname.startsWith('/') || !type || !names.every((name) => NAME.test(name))) return null;
  const body = await readFile(join(folder, ...names)).catch(() => null);
  if (!body) return null;
  // Names in assets/ contain a hash of their content, so they can be cached; the page that refers to them must not be.
  const kept = names.length > 1 && names[0] === 'assets';
  return {
    body,
    headers: { 'Content-Type': type, 'Cache-Control': kept ? 'private, max-age=31536000, immutable' : 'no-store' },
  };
}
