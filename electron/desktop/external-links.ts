import { shell } from 'electron';

/** The hosts whose pages a link of the view may open in the user's browser. */
const hosts = new Set(['redis.io', 'valkey.io', 'docs.docker.com', 'podman.io']);

export function isAllowedLink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' && hosts.has(url.host) && url.username === '' && url.password === '';
}

/** Opens an allowed link in the browser and ignores any other. */
export function openExternalLink(url: string): void {
  if (isAllowedLink(url)) void shell.openExternal(url);
}
