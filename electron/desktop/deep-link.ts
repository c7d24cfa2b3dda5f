import { instanceId } from '../../shared/contract/values.ts';

/** The scheme of links from other programs into the app. */
export const LINK_SCHEME = 'vrooli-redis';

/** Limits of a link. Its places are names, and its longest value is a prefix of keys. */
const LONGEST_LINK = 2000;
const LONGEST_VALUE = 512;

/** What a link can open, by its host: the view, whether it is about one instance, and its search parameters. */
const PLACES: Readonly<
  Record<string, { readonly view: string; readonly of: 'one' | 'any' | 'all'; readonly search: readonly string[] }>
> = {
  instance: { view: 'instances', of: 'one', search: [] },
  tenants: { view: 'tenants', of: 'all', search: [] },
  backups: { view: 'backups', of: 'any', search: [] },
  keys: { view: 'keys', of: 'one', search: ['prefix', 'key'] },
  charts: { view: 'charts', of: 'any', search: ['at'] },
  activity: { view: 'activity', of: 'any', search: ['event'] },
  settings: { view: 'settings', of: 'one', search: [] },
  logs: { view: 'logs', of: 'one', search: [] },
  console: { view: 'console', of: 'one', search: [] },
  integration: { view: 'integration', of: 'one', search: [] },
  diagnostics: { view: 'diagnostics', of: 'all', search: [] },
};

/**
 * The route of the view that a link opens, such as `/instances/main` for `vrooli-redis://instance/main`. Any program
 * can send a link, so a link only shows a place: no route starts an action, and only names and values pass.
 * @returns null for an invalid link
 */
export function routeOfLink(link: string): string | null {
  if (link.length > LONGEST_LINK || !URL.canParse(link)) return null;
  const { protocol, host, pathname, searchParams, username, password, port, hash } = new URL(link);
  if (protocol !== `${LINK_SCHEME}:` || username || password || port || hash) return null;
  const place = Object.hasOwn(PLACES, host) ? PLACES[host] : undefined;
  const names = pathname.split('/').filter((name) => name !== '');
  const [id, ...more] = names;
  if (!place || more.length > 0) return null;
  if (id === undefined ? place.of === 'one' : place.of === 'all' || !instanceId.safeParse(id).success) return null;
  const values: string[] = [];
  for (const [name, value] of searchParams) {
    // No name and no value of a view contains control characters.
    const isPlain = value.length <= LONGEST_VALUE && !/\p{Cc}/u.test(value);
    if (!place.search.includes(name) || !isPlain) return null;
    // The router parses a value that looks like JSON. A JSON string keeps it a string.
    values.push(`${name}=${encodeURIComponent(JSON.stringify(value))}`);
  }
  const search = values.length > 0 ? `?${values.join('&')}` : '';
  return `/${place.view}${id === undefined ? '' : `/${id}`}${search}`;
}
