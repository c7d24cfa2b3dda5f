import { AppError } from '../../../shared/contract/errors.ts';
import type { TlsState, TlsVerified } from '../../../shared/contract/tls.ts';
import { readStateBytes } from '../platform/files/state-file.ts';
import { answersPlain, handshake } from './handshake.ts';

/**
 * Connects from outside: with TLS, whose certificate must be the one of redis.conf, and without, which must be refused
 * if the plain port is closed.
 * @param host the local address on which the server listens
 * @throws AppError CONFIG_REFUSED, so that the change is reverted
 */
export async function verifyTls(state: TlsState, host: string): Promise<TlsVerified> {
  const { id, tlsPort, plainPort, certificate, files, isOwn } = state;
  if (tlsPort === null) throw failed(id, 'it has no TLS port');
  const [ca, cert, key] = await Promise.all([files.ca, files.cert, files.key].map((path) => bytesOf(path)));
  const options = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
  // A user's own certificate may be for other names only.
  const names = isOwn ? {} : { checkServerIdentity: () => undefined };
  const seen = await handshake(host, tlsPort, { ...options, ...names }).catch((error: Error) => {
    throw failed(id, error.message);
  });
  if (certificate !== null && seen.fingerprint !== certificate.fingerprint)
    throw failed(id, 'it sends a different certificate from the one in redis.conf');
  if (plainPort !== null) {
    if (!(await answersPlain(host, plainPort))) throw failed(id, `its plain port ${plainPort} does not answer`);
    return { protocol: seen.protocol, plainRefused: null };
  }
  if (await answersPlain(host, tlsPort)) throw failed(id, `port ${tlsPort} answers clients without TLS`);
  return { protocol: seen.protocol, plainRefused: true };
}

async function bytesOf(path: string | null): Promise<Buffer | null> {
  return path === null ? null : readStateBytes(path, { binary: true });
}

function failed(id: string, reason: string): AppError<'CONFIG_REFUSED'> {
  const message = `TLS of ${id} was not verified: ${reason}. The previous settings are restored.`;
  return new AppError('CONFIG_REFUSED', message, { directive: 'tls-port', reason });
}
