import { connect } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import type { Certificate } from '../../../shared/contract/tls.ts';

const TIMEOUT_MS = 10_000;
const PING = '*1\r\n$4\r\nPING\r\n';
/** A reply of Redis: PONG, or an error such as NOAUTH. */
const IS_REPLY = /^[+-]/;

/** What a client of the TLS port received. */
export interface Handshake {
  /** `TLSv1.3`. */
  readonly protocol: string;
  readonly fingerprint: string;
}

/**
 * Connects like a client: trusts only the authority and checks the name; then sends a PING.
 * @param options `ca`, and a client certificate if the server requires one
 * @throws Error with the reason of TLS or of the network
 */
export async function handshake(host: string, port: number, options: ConnectionOptions): Promise<Handshake> {
  const socket = connectTls({ host, port, servername: 'localhost', ...options, rejectUnauthorized: true });
  const reply = await firstReply(socket, () => socket.write(PING), 'secureConnect');
  if (reply === null || !IS_REPLY.test(reply.text))
    throw new Error('the server closed the connection without an answer');
  return reply.seen as Handshake;
}

/** Whether a client without TLS gets an answer at a port. */
export async function answersPlain(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  const reply = await firstReply(socket, () => socket.write(PING), 'connect').catch(() => null);
  return reply !== null && IS_REPLY.test(reply.text);
}

interface Reply {
  readonly text: string;
  readonly seen: Handshake | null;
}

/** The first bytes of the server; null if it closes the connection without any. */
function firstReply(
  socket: ReturnType<typeof connect> | TLSSocket,
  onOpen: () => void,
  open: 'connect' | 'secureConnect',
): Promise<Reply | null> {
  return new Promise((resolve, reject) => {
    let seen: Handshake | null = null;
    const end = (outcome: () => void) => {
      socket.destroy();
      outcome();
    };
    socket.setTimeout(TIMEOUT_MS, () => end(() => reject(new Error(`no answer within ${TIMEOUT_MS / 1000} s`))));
    socket.once(open, () => {
      seen = seenBy(socket);
      onOpen();
    });
    socket.once('data', (bytes: Buffer) => end(() => resolve({ text: bytes.toString('latin1').slice(0, 200), seen })));
    socket.once('error', (error) => end(() => reject(error)));
    socket.once('close', () => end(() => resolve(null)));
  });
}

function seenBy(socket: object): Handshake | null {
  if (!('getProtocol' in socket)) return null;
  const tls = socket as TLSSocket;
  const { fingerprint256 = '' } = tls.getPeerCertificate() as Partial<{ fingerprint256: Certificate['fingerprint'] }>;
  return { protocol: tls.getProtocol() ?? 'TLS', fingerprint: fingerprint256.replaceAll(':', '').toLowerCase() };
}
