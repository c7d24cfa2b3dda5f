import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { greetingOf } from './greeting.ts';
import { asLinkError, isRefusal, LinkError } from './link-failure.ts';
import { createRedisLink } from './redis-link.ts';
import { requireOwnNames, serverName, unknownCommand } from './renamed-commands.ts';
import { readTls } from './tls-files.ts';

const place = 'port 6380';
const failureOf = (message: string, said: string | null = null) => {
  const error = asLinkError(new Error(message), place, said);
  return error instanceof LinkError ? error.failure : null;
};

describe('why a call failed', () => {
  test.each([
    ['NOAUTH Authentication required.', 'password-required'],
    ['WRONGPASS invalid username-password pair or user is disabled.', 'wrong-password'],
    ['ERR invalid password', 'wrong-password'],
    ['ERR AUTH <password> called without any password configured', 'wrong-password'],
    ["NOPERM this user has no permissions to run the 'info' command", 'no-permission'],
    ['DENIED Redis is running in protected mode because protected mode is enabled', 'protected-mode'],
    ['ERR max number of clients reached', 'too-many-clients'],
    ['Connection is closed.', 'other'],
    ['read ECONNRESET', 'other'],
    ["Stream isn't writeable and enableOfflineQueue options is false", 'other'],
  ] as const)('%s › %s', (message, failure) => {
    expect(failureOf(message)).toBe(failure);
    expect(isRefusal(asLinkError(new Error(message), place, null))).toBe(failure !== 'other');
  });

  test("a closed connection › the server's earlier message decides", () => {
    expect(failureOf('Connection is closed.', 'ERR max number of clients reached')).toBe('too-many-clients');
    expect(failureOf('Connection is closed.', 'something else')).toBe('other');
  });

  test('refused, or a removed socket › nothing listens there', () => {
    for (const code of ['ECONNREFUSED', 'ENOENT']) {
      const error = asLinkError(Object.assign(new Error('connect'), { code }), place, null);
      expect(error).toMatchObject({ failure: 'refused', message: 'Nothing listens on port 6380.' });
    }
  });

  test("a server's own error › stays as it is, and so does a known one", () => {
    const own = new Error('WRONGTYPE Operation against a key');
    expect(asLinkError(own, place, null)).toBe(own);
    const known = new LinkError('timed-out', 'x');
    expect(asLinkError(known, place, 'NOAUTH')).toBe(known);
    expect(asLinkError('text', place, null)).toBe('text');
    // A key that is named like an error code is no refusal.
    expect(failureOf('WRONGTYPE of xNOAUTH')).toBeNull();
    expect([isRefusal(own), isRefusal(known), isRefusal(null)]).toEqual([false, false, false]);
  });
});

describe('renamed commands', () => {
  const renamed = { CONFIG: 'other-name', KEYS: '' };

  test('a renamed, a disabled and another command › in any case', () => {
    expect(serverName(renamed, 'config')).toBe('other-name');
    expect(() => serverName(renamed, 'Keys')).toThrow(
      expect.objectContaining({ code: 'COMMAND_UNAVAILABLE', data: { command: 'KEYS' } }),
    );
    expect(serverName(renamed, 'get')).toBe('get');
    expect(serverName(undefined, 'config')).toBe('config');
    expect(serverName({}, 'constructor')).toBe('constructor');
  });

  test('a program that knows original names only › needs all of its commands unchanged', () => {
    expect(() => requireOwnNames(renamed, 'redis-cli', ['GET', 'SET'])).not.toThrow();
    expect(() => requireOwnNames(renamed, 'redis-cli', ['get', 'config'])).toThrow('renames to other-name');
    expect(() => requireOwnNames(renamed, 'redis-cli', ['KEYS'])).toThrow('disables');
    expect(unknownCommand('info', new Error('x')).message).toContain('rename-command INFO NEW-NAME');
  });
});

describe('TLS files', () => {
  test('a missing or unreadable file › is an error that names it, without a certificate authority nothing is trusted less', async () => {
    const folder = temporaryFolder();
    const ca = join(folder, 'ca.pem');
    const none = { ca: null, cert: null, key: null, passphrase: null };
    await expect(readTls({ ...none, ca })).rejects.toThrow(`${ca} does not exist`);
    await expect(readTls({ ...none, cert: folder })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    writeFileSync(ca, Buffer.from([0, 1, 2]));
    expect(await readTls({ ...none, ca, passphrase: '' })).toMatchObject({
      ca: Buffer.from([0, 1, 2]),
      passphrase: '',
    });
    expect(await readTls(none)).not.toHaveProperty('ca');
  });
});

describe('servers that misbehave', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  /** A TCP server of a test. @returns its address */
  async function listening(onConnection: (socket: Socket) => void) {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, password: null };
  }

  test('a greeting › one line, silence, an endless line, or an end', async () => {
    expect(await greetingOf(await listening((socket) => socket.write('-ERR max number of clients reached\r\n')))).toBe(
      'ERR max number of clients reached',
    );
    expect(await greetingOf(await listening(() => undefined))).toBeNull();
    expect((await greetingOf(await listening((socket) => socket.write('x'.repeat(100_000)))))?.length).toBeGreaterThan(
      4000,
    );
    expect(await greetingOf(await listening((socket) => socket.end()))).toBeNull();
    expect(await greetingOf({ host: '127.0.0.1', port: 1 })).toBeNull();
  });

  test('no reply › a call ends after its limit, and so does the next one on a new connection', async () => {
    const link = createRedisLink(await listening(() => undefined));
    closers.push(() => link.close());
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(link.call(150, 'GET', 'a')).rejects.toMatchObject({
        failure: 'timed-out',
        message: expect.stringContaining('within 0.15 s'),
      });
      expect(link.isOpen()).toBe(false);
    }
  });

  test('another protocol, such as HTTP › fails with an error, and later calls work again', async () => {
    const link = createRedisLink(
      await listening((socket) => socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
    );
    closers.push(() => link.close());
    await expect(link.call(2000, 'GET', 'a')).rejects.toThrow();
    await expect(link.call(2000, 'GET', 'a')).rejects.toThrow();
  });

  test('closed without a word › is reported as closed, and a full server as full', async () => {
    const closed = createRedisLink(await listening((socket) => socket.destroy()));
    const full = createRedisLink(await listening((socket) => socket.end('-ERR max number of clients reached\r\n')));
    closers.push(
      () => closed.close(),
      () => full.close(),
    );
    await expect(closed.call(2000, 'GET', 'a')).rejects.toMatchObject({ failure: 'other' });
    await expect(full.call(2000, 'GET', 'a')).rejects.toMatchObject({ failure: 'too-many-clients' });
  });

  test('closed while several commands wait for replies › the call fails, and no error is taken for a reply', async () => {
    const link = createRedisLink(
      await listening((socket) =>
        socket.on('data', (bytes) => (bytes.includes('INFO') ? socket.end('+OK\r\n') : socket.write('+OK\r\n'))),
      ),
    );
    closers.push(() => link.close());
    await expect(link.batch(2000, [['PING'], ['INFO']])).rejects.toMatchObject({
      failure: 'other',
      message: expect.stringContaining('closed the connection'),
    });
  });

  test('a disabled command › is refused without being sent', async () => {
    let received = '';
    const target = await listening((socket) =>
      socket.on('data', (bytes) => {
        received += bytes.toString();
        socket.write('+OK\r\n');
      }),
    );
    const link = createRedisLink({ ...target, renamed: { FLUSHALL: '' } });
    closers.push(() => link.close());
    await expect(link.call(2000, 'FLUSHALL')).rejects.toMatchObject({ code: 'COMMAND_UNAVAILABLE' });
    expect(await link.call(2000, 'PING')).toBe('OK');
    expect(received).not.toMatch(/flushall/i);
  });
});
