import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { probePostgres, readinessIn, startupPacket } from './wire.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that replies with these bytes to the first packet; null: it closes the connection. */
async function replying(reply: Buffer | null, received: Buffer[] = []): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (reply === null) socket.destroy();
    else
      socket.once('data', (chunk) => {
        received.push(chunk);
        // In two parts, as a network may deliver them.
        socket.write(reply.subarray(0, 3));
        setImmediate(() => socket.write(reply.subarray(3)));
      });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const error = (code: string) => message('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mtext\0\0`));

describe('PostgreSQL › a start-up packet without a password', () => {
  test('password requested › ready, and the packet names protocol 3.0 and the user', async () => {
    const received: Buffer[] = [];
    const port = await replying(message('R', Buffer.from([0, 0, 0, 10])), received);
    expect(await probePostgres(port, 'app')).toBe('ready');
    expect(received[0]?.readInt32BE(0)).toBe(received[0]?.length);
    expect(received[0]?.readInt32BE(4)).toBe(196_608);
    expect(received[0]?.toString('utf8', 8)).toMatch(/^user\0app\0database\0app\0/);
  });

  test.each([
    ['cannot connect now', error('57P03'), 'starting'],
    ['no such user', error('28000'), 'ready'],
    ['too many connections', error('53300'), 'ready'],
    ['another protocol', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'silent'],
    ['a closed connection', null, 'silent'],
  ] as const)('%s › %s', async (_, reply, readiness) => {
    expect(await probePostgres(await replying(reply), 'app')).toBe(readiness);
  });

  test('nothing listens › silent', async () => {
    const port = await replying(null);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    expect(await probePostgres(port, 'app')).toBe('silent');
  });

  test('an incomplete message › the rest is awaited', () => {
    const whole = error('57P03');
    for (let length = 0; length < whole.length; length += 1)
      expect(readinessIn(whole.subarray(0, length)), String(length)).toBeNull();
    expect(readinessIn(whole)).toBe('starting');
  });

  test('packet › ends with a zero byte', () => {
    expect(startupPacket('app').at(-1)).toBe(0);
  });
});
