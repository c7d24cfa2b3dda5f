/** The view's own scheme. Unlike file://, it is an origin of its own that no web page can have. */
export const VIEW_SCHEME = 'app';

const VIEW_HOST = 'vrooli';

/** The address of the window's page. */
export const VIEW_URL = `${VIEW_SCHEME}://${VIEW_HOST}/`;

/**
 * Whether a URL belongs to our own page. Compared by its parts, because URL reports "null" as the origin of a custom
 * scheme.
 */
export function isViewUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host } = new URL(text);
  return protocol === `${VIEW_SCHEME}:` && host === VIEW_HOST;
}
