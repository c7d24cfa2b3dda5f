import { describe, expect, test } from 'vitest';
import { type Access, connectionUrl, HIDDEN, snippets } from './snippets.ts';

const open: Access = { host: 'localhost', port: 6383, password: null, tls: null };
const awkward = { ...open, password: `p'a"s\\s w/o@r:d#é` };
const hidden = { ...open, password: HIDDEN };

function snippet(id: string, access: Access): string {
  const found = snippets.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no snippet "${id}".`);
  return found.text(access);
}

describe('the address', () => {
  test('of a server without a password has none', () => {
    expect(connectionUrl(open)).toBe('redis://localhost:6383/0');
  });

  test('gives back every character of the password to whoever reads it as a URL', () => {
    const url = new URL(connectionUrl(awkward));
    expect(decodeURIComponent(url.password)).toBe(awkward.password);
    expect(url.port).toBe('6383');
  });

  test('can stand in single quotes', () => {
    expect(connectionUrl(awkward)).not.toContain("'");
  });

  test('shows dots as they are', () => {
    expect(connectionUrl(hidden)).toBe(`redis://:${HIDDEN}@localhost:6383/0`);
  });
});

describe('the examples', () => {
  test('say nothing of a password where there is none', () => {
    for (const { id } of snippets) expect(snippet(id, open)).not.toMatch(/password|auth/i);
  });

  test('hold the port', () => {
    for (const { id } of snippets) expect(snippet(id, open)).toContain('6383');
  });

  test('hold dots and nothing else while the password is hidden', () => {
    for (const { id } of snippets) expect(snippet(id, hidden)).toContain(HIDDEN);
  });

  test('quote it as a shell reads it', () => {
    expect(snippet('redis-cli', awkward)).toBe(`REDISCLI_AUTH='p'\\''a"s\\s w/o@r:d#é' redis-cli -p 6383`);
  });

  test('leave a plain one unquoted', () => {
    expect(snippet('redis-cli', { ...open, password: 'abc123' })).toBe('REDISCLI_AUTH=abc123 redis-cli -p 6383');
  });

  test('escape it as Python reads it', () => {
    expect(snippet('python', awkward)).toContain(`password='p\\'a"s\\\\s w/o@r:d#é'`);
  });

  test.each(['n8n', 'node-red'])('%s gets a document that can be parsed', (id) => {
    expect(JSON.parse(snippet(id, awkward))).toMatchObject({ password: awkward.password });
  });

  test('name another host where it is one', () => {
    expect(snippet('redis-cli', { ...open, host: '10.0.0.7' })).toBe('redis-cli -h 10.0.0.7 -p 6383');
  });
});

describe('of a server that listens on a Unix socket only', () => {
  const local: Access = { ...open, port: 0, socket: '/tmp/my redis/s' };

  test('address and examples › a socket path with a space › quoted, and no port', () => {
    expect(connectionUrl({ ...local, password: 'abc' })).toBe('unix://:abc@/tmp/my redis/s');
    expect(snippet('redis-cli', local)).toBe("redis-cli -s '/tmp/my redis/s'");
    expect(snippet('env', local)).toContain("REDIS_SOCKET='/tmp/my redis/s'");
    expect(snippet('node', local)).toContain("socket: { path: '/tmp/my redis/s' }");
    expect(snippet('python', local)).toContain("unix_socket_path='/tmp/my redis/s'");
  });
});

describe('of a server that speaks nothing but TLS', () => {
  const tls = { ca: '/home/me/my certs/ca.pem', cert: null, key: null };
  const secure: Access = { ...open, tls };
  const asked: Access = { ...open, tls: { ...tls, cert: '/c.pem', key: '/k.pem' } };

  test('the address says so', () => {
    expect(connectionUrl(secure)).toBe('rediss://localhost:6383/0');
    expect(connectionUrl({ ...secure, password: 'abc' })).toBe('rediss://:abc@localhost:6383/0');
  });

  test('the line of redis-cli names the authority, and what is asked of clients', () => {
    expect(snippet('redis-cli', secure)).toBe("redis-cli -p 6383 --tls --cacert '/home/me/my certs/ca.pem'");
    expect(snippet('redis-cli', asked)).toContain('--cert /c.pem --key /k.pem');
  });

  test.each([
    ['env', "REDIS_TLS_CA='/home/me/my certs/ca.pem'"],
    ['node', "ca: readFileSync('/home/me/my certs/ca.pem'),"],
    ['python', "ssl_ca_certs='/home/me/my certs/ca.pem',"],
    ['n8n', '"ssl": true'],
    ['node-red', '"tls": true'],
  ])('%s is told', (id, told) => expect(snippet(id, secure)).toContain(told));

  test('what takes no file is told how it gets to trust the server', () => {
    const hints = snippets.flatMap(({ tlsHint }) => tlsHint?.(tls) ?? []);
    expect(hints).toHaveLength(2);
    for (const hint of hints) expect(hint).toContain("NODE_EXTRA_CA_CERTS='/home/me/my certs/ca.pem'");
  });

  test('the others are told nothing of it', () => {
    for (const { id } of snippets) expect(snippet(id, open)).not.toMatch(/tls|ssl|rediss/i);
  });
});
