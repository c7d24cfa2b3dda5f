import { X509Certificate } from 'node:crypto';
import { type ConnectionOptions, connect, type SecureContextOptions, type TLSSocket } from 'node:tls';
import { readStateBytes } from '../../platform/files/state-file.ts';

/** The TLS files for clients of a TLS-only server, from its `redis.conf`: paths on this computer. */
export interface TlsFiles {
  readonly ca: string | null;
  /** A server requires a client certificate by default. */
  readonly cert: string | null;
  readonly key: string | null;
  readonly passphrase: string | null;
}

/** A server that does not finish its handshake within this time counts as not responding. */
const HANDSHAKE_MS = 20_000;

/** The certificate of a server whose clock or renewal is late. Its owner must still be able to renew it. */
const outOfTime: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/**
 * The TLS options of a connection. The certificate must be from the server's own CA, which {@link requireTrusted} checks
 * once the connection is open and before anything is sent. Its host name is not checked, since the connection uses a
 * local address, which certificates rarely contain.
 * @throws Error of a file that cannot be read
 */
export async function readTls({ ca, cert, key, passphrase }: TlsFiles): Promise<ConnectionOptions> {
  const [caText, certText, keyText] = await Promise.all(
    [ca, cert, key].map((path) => (path === null ? undefined : certificate(path))),
  );
  const secrets: SecureContextOptions = {
    ...(caText && { ca: caText }),
    ...(certText && { cert: certText }),
    ...(keyText && { key: keyText }),
    ...(passphrase !== null && { passphrase }),
  };
  return { ...secrets, rejectUnauthorized: false, checkServerIdentity: () => undefined };
}

/**
 * Checks that the server's certificate is from its own CA. An expired one is accepted if that CA signed it: the app
 * manages the server, and renews the certificate over this connection. Without a CA nothing is checked.
 * @param options those of {@link readTls}
 * @throws Error with the code of OpenSSL
 */
export function requireTrusted(socket: TLSSocket, { ca }: Pick<ConnectionOptions, 'ca'>): void {
  if (ca === undefined || socket.authorized) return;
  const code = String(socket.authorizationError);
  // OpenSSL reports the last problem only, so a certificate of another CA may be reported as expired.
  if (outOfTime.has(code) && isSignedBy(socket, String(ca))) return;
  throw Object.assign(new Error(`the certificate of the server is not trusted (${code})`), { code });
}

function isSignedBy(socket: TLSSocket, authorities: string): boolean {
  const { raw } = socket.getPeerCertificate();
  if (raw === undefined) return false;
  const server = new X509Certificate(raw);
  const found = authorities.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return found.some((text) => {
    const authority = new X509Certificate(text);
    if (authority.fingerprint256 === server.fingerprint256) return true;
    return server.checkIssued(authority) && server.verify(authority.publicKey);
  });
}

/**
 * A TLS connection that is open and trusted.
 * @throws Error of the network, of a file or of the certificate; the signal's reason
 */
export async function openTls(
  place: { readonly host: string; readonly port: number },
  files: TlsFiles,
  signal?: AbortSignal,
): Promise<TLSSocket> {
  const options = await readTls(files);
  const socket = connect({ ...place, ...options });
  const abort = () => socket.destroy(signal?.reason as Error);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).once('error', reject);
      socket.once('close', () => reject(Object.assign(new Error('the connection was lost'), { code: 'ECONNRESET' })));
      socket.setTimeout(HANDSHAKE_MS, () =>
        reject(Object.assign(new Error('the server did not answer'), { code: 'ETIMEDOUT' })),
      );
    });
    requireTrusted(socket, options);
    socket.setTimeout(0).removeAllListeners('timeout');
    return socket;
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function certificate(path: string): Promise<Buffer> {
  const bytes = await readStateBytes(path, { binary: true });
  if (bytes === null) throw new Error(`${path} does not exist`);
  return bytes;
}
