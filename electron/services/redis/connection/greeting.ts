import { connect } from 'node:net';

/** How long a server may take to say why it accepts no connection, ms: it does so before it reads anything. */
const GREETING_MS = 300;

/**
 * What a server sends to a client that says nothing: nothing, or why it accepts no connection. Asked where a connection
 * was closed: a server that closes one without having read our commands resets it, and its own words are lost then.
 */
export function greetingOf(target: { readonly host: string; readonly port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: target.host, port: target.port });
    let said = '';
    const end = () => {
      socket.destroy();
      resolve(said.replace(/^-/, '').trim() || null);
    };
    socket.setTimeout(GREETING_MS, end);
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('\n') || said.length > 4096) end();
    });
    socket.once('end', end);
    socket.on('error', end);
  });
}
