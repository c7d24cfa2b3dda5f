import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { newSession } from './session.ts';

/** How long the link that is given to a browser program can be used, ms. */
const HANDED_OUT_FOR_MS = 60_000;

/** Who may ask. All of it is decided from the headers alone, before anything of the request is read. */
export interface Access {
  readonly token: string;
  /** Asked by a page of ours, or by no page: no other site, and no name that was made to point here. */
  isOwn(request: IncomingMessage): boolean;
  /** As `isOwn`, and the browser says that a page of ours asks: what is required of a WebSocket. */
  isOwnPage(request: IncomingMessage): boolean;
  /** Carries the cookie. */
  isKnown(request: IncomingMessage): boolean;
  /** Whether this is the token, or one handed out that was not used yet; uses the latter up. */
  admits(token: string): boolean;
  /** A token that works once: the command line of a browser program can be read by every user of the machine. */
  handOut(): string;
  /** The header that makes a browser known. */
  cookie(): string;
}

/**
 * @param options.token of the link; 256 random bits when left out
 * @param options.session what the cookie holds; the same when left out
 */
export function createAccess(
  port: number,
  options: { readonly token?: string | undefined; readonly session?: string | undefined } = {},
): Access {
  const { token = newSession(), session = newSession() } = options;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  // Cookies are shared by all ports of a host: without the port two servers would overwrite each other's.
  const cookieName = `vrooli_redis_${port}`;
  const handedOut = new Map<string, number>();

  const fromOurHost = ({ headers }: IncomingMessage) => headers.host !== undefined && hosts.has(headers.host);
  const fromOurPage = ({ headers }: IncomingMessage) => headers.origin === `http://${headers.host}`;
  return {
    token,
    isOwn: (request) => fromOurHost(request) && (request.headers.origin === undefined || fromOurPage(request)),
    isOwnPage: (request) => fromOurHost(request) && fromOurPage(request),
    isKnown: (request) => isSame(cookieValue(request.headers.cookie, cookieName), session),
    admits(given) {
      if (isSame(given, token)) return true;
      const digest = digestOf(given).toString('hex');
      const until = handedOut.get(digest);
      handedOut.delete(digest);
      return until !== undefined && Date.now() < until;
    },
    handOut() {
      const once = newSession();
      handedOut.set(digestOf(once).toString('hex'), Date.now() + HANDED_OUT_FOR_MS);
      return once;
    },
    cookie: () => `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

function cookieValue(header: string | undefined, name: string): string {
  const pair = (header ?? '').split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1) ?? '';
}

/** In a time that does not tell how much of it was right: digests are compared, as they have one length. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
