import type { ConnectionOptions, SecureContextOptions } from 'node:tls';
import { readStateBytes } from '../../platform/files/state-file.ts';

/** What a server that speaks TLS alone wants of its clients, from its `redis.conf`: paths of files on this computer. */
export interface TlsFiles {
  readonly ca: string | null;
  /** A server asks for a certificate unless it is told not to. */
  readonly cert: string | null;
  readonly key: string | null;
  readonly passphrase: string | null;
}

/**
 * What a connection to such a server is made with. Its certificate must be of its own authority; its name is not
 * looked at, as it is reached by the address of this computer, which certificates seldom name.
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
  if (bytes === null) throw new Error(`${path} is not there`);
  return bytes;
}
