import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { addressOf, createLocalPrograms } from './local-programs.ts';

test('socket address of /proc › IPv4, IPv4 in IPv6, loopback › as Redis writes it', () => {
  expect(addressOf('0100007F:C3F8')).toBe('127.0.0.1:50168');
  expect(addressOf('0000000000000000FFFF00000100007F:0050')).toBe('127.0.0.1:80');
  expect(addressOf('00000000000000000000000001000000:18EB')).toBe('[::1]:6379');
  expect(addressOf('B80D01200000000067452301EFCDAB89:0050')).toBeNull();
});

test.runIf(process.platform === 'linux')(
  'local programs › a connection of this process › its name and pid',
  async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as { readonly port: number }).port;
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => {
      socket.destroy();
      server.close();
    });
    await new Promise((resolve) => socket.once('connect', resolve));
    const address = `127.0.0.1:${socket.localPort}`;
    const programs = createLocalPrograms();
    const found = await programs.of([address, '10.0.0.9:1', '/tmp/redis.sock:0'], port);
    expect([...found.keys()]).toEqual([address]);
    expect(found.get(address)).toContain(`(pid ${process.pid})`);
    // The table of processes is not read again for known sockets.
    expect(await programs.of([address], port)).toEqual(found);
    expect((await programs.of(['/tmp/redis.sock:0'], port)).size).toBe(0);
  },
);
