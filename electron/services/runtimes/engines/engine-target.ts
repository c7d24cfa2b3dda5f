import { AppError } from '../../../../shared/contract/errors.ts';
import { isLoopbackHost } from '../../ports/loopback.ts';

/** The parsed address of a named engine. */
export type EngineTarget =
  | { readonly kind: 'unix'; readonly socket: string }
  | {
      readonly kind: 'ssh';
      readonly user: string | null;
      readonly host: string;
      readonly port: number | null;
      readonly socket: string;
    }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly secure: boolean };

const REMOTE_SOCKET = '/var/run/docker.sock';
/** No hyphen at the beginning: `ssh` would read the word as an option. */
const word = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const forms = 'unix:///PATH, ssh://[USER@]HOST[:PORT][/SOCKET], or tcp://HOST:PORT with TLS';

/**
 * Parses the address of an engine.
 * @param secure whether there are certificates
 * @throws AppError BAD_VALUE with the field `address`
 */
export function parseTarget(address: string, secure: boolean): EngineTarget {
  const text = address.trim();
  if (text.startsWith('unix://')) return { kind: 'unix', socket: socketPath(text.slice('unix://'.length), address) };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'ssh:') return sshTarget(url, address);
  if (url?.protocol === 'tcp:') return tcpTarget(url, address, secure);
  throw badAddress(address, `it is not ${forms}`, forms);
}

function sshTarget(url: URL, address: string): EngineTarget {
  const user = url.username === '' ? null : decodeURIComponent(url.username);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.password !== '') {
    throw badAddress(
      address,
      'it contains a password, which ssh does not take',
      'an address without a password; use a key',
    );
  }
  const isAddress = /^[0-9a-fA-F:]+$/.test(host) && host.includes(':');
  if (!(word.test(host) || isAddress) || (user !== null && !word.test(user)) || url.search || url.hash) {
    throw badAddress(address, 'its user or host is not a plain name', 'ssh://[USER@]HOST[:PORT][/SOCKET]');
  }
  const socket = url.pathname === '' || url.pathname === '/' ? REMOTE_SOCKET : socketPath(url.pathname, address);
  return { kind: 'ssh', user, host, port: url.port === '' ? null : Number(url.port), socket };
}

function tcpTarget(url: URL, address: string, secure: boolean): EngineTarget {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '' || url.username !== '' || !/^\/?$/.test(url.pathname)) {
    throw badAddress(address, 'it is not a host and a port', 'tcp://HOST:PORT');
  }
  if (!secure && !isLoopbackHost(host)) {
    throw badAddress(
      address,
      'without TLS, anyone who reaches that port controls the machine',
      'ssh://, or tcp:// with --certificates FOLDER',
    );
  }
  return { kind: 'tcp', host, port: url.port === '' ? (secure ? 2376 : 2375) : Number(url.port), secure };
}

/** A path that `ssh -L`, which separates by colons, accepts unchanged. */
function socketPath(path: string, address: string): string {
  if (/^\/[^:\0\s]+$/.test(path)) return path;
  throw badAddress(
    address,
    'its socket is not an absolute path without spaces and colons',
    'a path such as /var/run/docker.sock',
  );
}

/** Whether the machine is reached without a tunnel, so that its ports are not forwarded here. */
export function isDirect(target: EngineTarget): target is Extract<EngineTarget, { kind: 'tcp' }> {
  return target.kind === 'tcp' && target.secure;
}

function badAddress(address: string, reason: string, expected: string): AppError<'BAD_VALUE'> {
  const message = `address: "${address}" cannot be used: ${reason}. Give ${expected}.`;
  return new AppError('BAD_VALUE', message, { field: 'address', expected });
}

/** The arguments that name the machine for `ssh`. */
export function sshDestination(target: Extract<EngineTarget, { kind: 'ssh' }>): readonly string[] {
  const { user, host, port } = target;
  return [...(port === null ? [] : ['-p', String(port)]), '--', user === null ? host : `${user}@${host}`];
}
