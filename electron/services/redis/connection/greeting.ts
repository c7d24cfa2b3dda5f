import { connect } from 'node:net';

/** A server that refuses connections sends the reason before it reads anything, so a short wait is enough. */
const GREETING_MS = 300;

/**
 * The reason that a server sends to a silent client before it closes the connection; null for none. Called after a
 * closed connection: a server that closes it without reading our commands resets it, and its message is lost.
 */
export function greetingOf(target: { readonly host: string; readonly port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: target.host, port: target.port });
    let received = '';
    const end = () => {
      socket.destroy();
      resolve(received.replace(/^-/, '').trim() || null);
    };
    socket.setTimeout(GREETING_MS, end);
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
      if (received.includes('\n') || received.length > 4096) end();
    });
    socket.once('end', end);
    socket.on('error', end);
  });
}
