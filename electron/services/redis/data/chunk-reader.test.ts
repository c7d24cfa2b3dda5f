import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ChunkReader, chunkReader, connectBuffered } from './chunk-reader.ts';

/** A reader, the other end of its connection, and its own socket. */
async function useReader() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const incoming = connectBuffered({ host: '127.0.0.1', port });
  const [peer] = await accepted;
  onTestFinished(() => {
    incoming.socket.destroy();
    peer.destroy();
    server.close();
  });
  return { reader: chunkReader(incoming), peer, socket: incoming.socket };
}

/** The next bytes, copied, because each chunk is valid until the next one. */
async function take(reader: ChunkReader, length: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let left = length; left > 0; ) {
    const chunk = Buffer.from(await reader.chunk(left));
    pieces.push(chunk);
    left -= chunk.length;
  }
  return Buffer.concat(pieces);
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('bytes of a connection in one buffer', () => {
  test('lines that arrive in pieces, then bytes › each as it was sent', async () => {
    const { reader, peer } = await useReader();
    peer.write('+O');
    const first = reader.line();
    await soon();
    peer.write('K\r\n\n\n$5\r\nhel');
    expect(await first).toBe('+OK');
    expect(await reader.line()).toBe('$5');
    await soon();
    peer.write('lo rest');
    expect(String(await take(reader, 5))).toBe('hello');
    expect(String(await take(reader, 5))).toBe(' rest');
  });

  test('more than the buffer takes › every byte in order, while the reader is slow', async () => {
    const { reader, peer } = await useReader();
    const sent = Buffer.alloc(3_000_000);
    for (let at = 0; at < sent.length; at += 4) sent.writeUInt32LE(at, at);
    peer.write(sent);
    await soon();
    expect((await take(reader, 10)).equals(sent.subarray(0, 10))).toBe(true);
    await soon();
    expect((await take(reader, sent.length - 10)).equals(sent.subarray(10))).toBe(true);
  });

  test('the other end closes › the bytes before, then an error', async () => {
    const { reader, peer } = await useReader();
    peer.end('last');
    await soon();
    expect(String(await take(reader, 4))).toBe('last');
    await expect(reader.chunk(1)).rejects.toThrow('the connection was closed');
    await expect(reader.chunk(1)).rejects.toThrow('the connection was closed');
  });

  test('destroyed with a reason › the waiting reader gets it', async () => {
    const { reader, socket } = await useReader();
    const waiting = reader.chunk(1);
    socket.destroy(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });

  test('a line without an end › refused', async () => {
    const { reader, peer } = await useReader();
    peer.write('x'.repeat(5000));
    await expect(reader.line()).rejects.toThrow('not from a Redis server');
  });
});
