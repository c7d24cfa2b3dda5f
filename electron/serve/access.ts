import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { newSession } from './session.ts';

/** How long the one-time link of a browser program is valid, ms. */
const HANDED_OUT_FOR_MS = 60_000;

/** Access control. Decides by the headers alone, before the body is read. */
export interface Access {
  readonly token: string;
  /** It comes from a page of this app or from no page: not from another site, and not through a rebound host name. */
  isOwn(request: IncomingMessage): boolean;
  /** As `isOwn`, and `Origin` names a page of this app. Required for a WebSocket. */
  isOwnPage(request: IncomingMessage): boolean;
  /** The request has the cookie. */
  isKnown(request: IncomingMessage): boolean;
  /** Whether this is the token, or an unused one-time token, which this call uses up. */
  admits(token: string): boolean;
  /** A one-time token: every user of this computer can read the command line of a browser program. */
  handOut(): string;
  /** The header that sets the cookie. */
  cookie(): string;
}

/**
 * @param options.token the token of the link; 256 random bits by default
 * @param options.session the value of the cookie; 256 random bits by default
 */
export function createAccess(
  port: number,
  options: { readonly token?: string | undefined; readonly session?: string | undefined } = {},
): Access {
  const { token = newSession(), session = newSession() } = options;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  // All ports of a host share their cookies: without the port in its name, two servers would overwrite each other's.
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

/** Compares in constant time. Digests have the same length, which `timingSafeEqual` requires. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
