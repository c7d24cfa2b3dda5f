/**
 * Chromium supports only its own schemes, so a page of the app's scheme has an address of this form in Chromium, and
 * its real address in the main process: `app://vrooli/x` is `https://vrooli.app.invalid/x`. Nothing below `.invalid`
 * can exist in the network (RFC 2606), and https makes the page a secure context, like the scheme's privileges.
 */
const SUFFIX = 'invalid';

const schemes = new Set<string>();

export function addScheme(scheme: string): void {
  schemes.add(scheme);
}

/** The address in Chromium of what the main process calls `url`. */
export function toChromium(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  return schemes.has(scheme) ? `https://${host}.${scheme}.${SUFFIX}${rest.startsWith('/') ? rest : `/${rest}`}` : url;
}

/** The address in the main process of what Chromium calls `url`. */
export function fromChromium(url: string): string {
  const [, host = '', scheme = '', rest = ''] = /^https:\/\/(.*)\.([^./]+)\.invalid(?::443)?(\/.*)?$/.exec(url) ?? [];
  return schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** The scheme of the app that an address in Chromium belongs to; null for any other address. */
export function ownScheme(url: string): string | null {
  const own = fromChromium(url);
  return own === url ? null : own.slice(0, own.indexOf(':'));
}
