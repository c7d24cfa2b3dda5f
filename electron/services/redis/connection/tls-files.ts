import type { ConnectionOptions, SecureContextOptions } from 'node:tls';
import { readStateBytes } from '../../platform/files/state-file.ts';

/** The TLS files for clients of a TLS-only server, from its `redis.conf`: paths on this computer. */
export interface TlsFiles {
  readonly ca: string | null;
  /** A server requires a client certificate by default. */
  readonly cert: string | null;
  readonly key: string | null;
  readonly passphrase: string | null;
}

/**
 * The TLS options of a connection. The certificate must be from the server's own CA. Its host name is not checked,
 * since the connection uses a local address, which certificates rarely contain.
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
  return { ...secrets, rejectUnauthorized: ca !== null, checkServerIdentity: () => undefined };
}

async function certificate(path: string): Promise<Buffer> {
  const bytes = await readStateBytes(path, { binary: true });
  if (bytes === null) throw new Error(`${path} does not exist`);
  return bytes;
}
