/** The view's own scheme: an origin of its own, unlike file://, that no page of the web can be. */
export const VIEW_SCHEME = 'app';

const VIEW_HOST = 'vrooli';

/** Where the window's page is. */
export const VIEW_URL = `${VIEW_SCHEME}://${VIEW_HOST}/`;

/** Whether a URL is of our own page. Compared by its parts: to URL the origin of a scheme of our own is "null". */
export function isViewUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host } = new URL(text);
  return protocol === `${VIEW_SCHEME}:` && host === VIEW_HOST;
}
