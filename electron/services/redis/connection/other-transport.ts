import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { errorCode } from '../../platform/files/file-errors.ts';
import { asLinkError, LinkError } from './link-failure.ts';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** A server replies immediately, even while it loads its data. */
const REPLY_MS = 1500;

/**
 * Explains a connection that failed because redis.conf was edited and the server still runs with its former settings:
 * with TLS where the file has none, or without. Only asks whether the server speaks the other protocol, and sends no
 * password. @returns the same error if that is not the reason
 */
export async function withTransport(
  error: unknown,
  target: Place & { readonly tls?: object; readonly path?: string },
): Promise<unknown> {
  const place = `port ${target.port}`;
  const known = asLinkError(error, place, null);
  if (target.path !== undefined || !mayBeTransport(known, target.tls !== undefined)) return error;
  const message = target.tls
    ? `The server on ${place} runs without TLS, and redis.conf sets TLS.`
    : `The server on ${place} runs with TLS, and redis.conf sets none.`;
  const speaksOther = await (target.tls ? speaksPlain(target) : speaksTls(target));
  return speaksOther ? new LinkError('other-transport', message, { cause: error }) : error;
}

/** A plain server does not reply to a TLS handshake, or replies with text; one with TLS closes a plain connection. */
function mayBeTransport(error: unknown, expectsTls: boolean): boolean {
  if (!(error instanceof LinkError)) return expectsTls && errorCode(error) === 'EPROTO';
  return error.failure === 'other' || (expectsTls && error.failure === 'timed-out');
}

function speaksPlain({ host, port }: Place): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let received = '';
    const end = () => {
      socket.destroy();
      resolve(/^[+-][A-Z]/.test(received));
    };
    socket.setTimeout(REPLY_MS, end);
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      if (received.length > 1) end();
    });
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('end', end);
    socket.on('error', end);
  });
}

function speaksTls({ host, port }: Place): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port, rejectUnauthorized: false, checkServerIdentity: () => undefined });
    const end = (speaks: boolean) => {
      socket.destroy();
      resolve(speaks);
    };
    socket.setTimeout(REPLY_MS, () => end(false));
    socket.once('secureConnect', () => end(true));
    socket.once('end', () => end(false));
    // With an older TLS a server that requires a certificate refuses the handshake by an alert.
    socket.on('error', (error) => end(/_ALERT_/.test(errorCode(error) ?? '')));
  });
}
