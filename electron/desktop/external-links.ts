import { shell } from 'electron';

/** Whose pages may be opened in the user's browser from a link of the view. */
const hosts = new Set(['redis.io', 'valkey.io', 'docs.docker.com', 'podman.io']);

export function isAllowedLink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' && hosts.has(url.host) && url.username === '' && url.password === '';
}

/** Opens an allowed link outside; any other goes nowhere. */
export function openExternalLink(url: string): void {
  if (isAllowedLink(url)) void shell.openExternal(url);
}
