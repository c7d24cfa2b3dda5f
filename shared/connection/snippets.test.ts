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

describe('connectionUrl', () => {
  test('connectionUrl › no password › no credentials', () => {
    expect(connectionUrl(open)).toBe('redis://localhost:6383/0');
  });

  test('connectionUrl › special characters › decode to the same password', () => {
    const url = new URL(connectionUrl(awkward));
    expect(decodeURIComponent(url.password)).toBe(awkward.password);
    expect(url.port).toBe('6383');
  });

  test('connectionUrl › apostrophe › encoded, safe in single quotes', () => {
    expect(connectionUrl(awkward)).not.toContain("'");
  });

  test('connectionUrl › hidden password › plain dots', () => {
    expect(connectionUrl(hidden)).toBe(`redis://:${HIDDEN}@localhost:6383/0`);
  });
});

describe('snippets', () => {
  test('snippets › no password › do not mention one', () => {
    for (const { id } of snippets) expect(snippet(id, open)).not.toMatch(/password|auth/i);
  });

  test('snippets › any › contain the port', () => {
    for (const { id } of snippets) expect(snippet(id, open)).toContain('6383');
  });

  test('snippets › hidden password › contain only dots', () => {
    for (const { id } of snippets) expect(snippet(id, hidden)).toContain(HIDDEN);
  });

  test('snippets › redis-cli › password quoted for a shell', () => {
    expect(snippet('redis-cli', awkward)).toBe(`REDISCLI_AUTH='p'\\''a"s\\s w/o@r:d#é' redis-cli -p 6383`);
  });

  test('snippets › redis-cli with a plain password › unquoted', () => {
    expect(snippet('redis-cli', { ...open, password: 'abc123' })).toBe('REDISCLI_AUTH=abc123 redis-cli -p 6383');
  });

  test('snippets › Python › password escaped for Python', () => {
    expect(snippet('python', awkward)).toContain(`password='p\\'a"s\\\\s w/o@r:d#é'`);
  });

  test('snippets › n8n › valid JSON', () => {
    expect(JSON.parse(snippet('n8n', awkward))).toMatchObject({ password: awkward.password });
  });

  test('snippets › Node-RED › a flow whose options are JSON in JSON', () => {
    const nodes: readonly Record<string, string>[] = JSON.parse(snippet('node-red', awkward));
    const server = nodes.find(({ type }) => type === 'redis-config');
    expect(JSON.parse(server?.options ?? '')).toMatchObject({ db: 0, password: awkward.password });
  });

  test('snippets › other host › named', () => {
    expect(snippet('redis-cli', { ...open, host: '10.0.0.7' })).toBe('redis-cli -h 10.0.0.7 -p 6383');
  });
});

describe('snippets of a Unix socket', () => {
  const local: Access = { ...open, port: 0, socket: '/tmp/my redis/s' };

  test('snippets › socket path with a space › quoted, and no port', () => {
    expect(connectionUrl({ ...local, password: 'abc' })).toBe('unix://:abc@/tmp/my redis/s');
    expect(snippet('redis-cli', local)).toBe("redis-cli -s '/tmp/my redis/s'");
    expect(snippet('env', local)).toContain("REDIS_SOCKET='/tmp/my redis/s'");
    expect(snippet('node', local)).toContain("socket: { path: '/tmp/my redis/s' }");
    expect(snippet('python', local)).toContain("unix_socket_path='/tmp/my redis/s'");
  });
});

describe('snippets of a server with TLS only', () => {
  const tls = { ca: '/home/me/my certs/ca.pem', cert: null, key: null };
  const secure: Access = { ...open, tls };
  const asked: Access = { ...open, tls: { ...tls, cert: '/c.pem', key: '/k.pem' } };

  test('connectionUrl › TLS › rediss', () => {
    expect(connectionUrl(secure)).toBe('rediss://localhost:6383/0');
    expect(connectionUrl({ ...secure, password: 'abc' })).toBe('rediss://:abc@localhost:6383/0');
  });

  test('snippets › redis-cli with TLS › CA and client certificate', () => {
    expect(snippet('redis-cli', secure)).toBe("redis-cli -p 6383 --tls --cacert '/home/me/my certs/ca.pem'");
    expect(snippet('redis-cli', asked)).toContain('--cert /c.pem --key /k.pem');
  });

  test.each([
    ['env', "REDIS_TLS_CA='/home/me/my certs/ca.pem'"],
    ['node', "ca: readFileSync('/home/me/my certs/ca.pem'),"],
    ['python', "ssl_ca_certs='/home/me/my certs/ca.pem',"],
    ['n8n', '"ssl": true'],
    ['node-red', '\\"tls\\":{'],
  ])('snippets › %s with TLS › configured', (id, expected) => expect(snippet(id, secure)).toContain(expected));

  test('tlsHint › programs without a CA option › NODE_EXTRA_CA_CERTS', () => {
    const hints = snippets.flatMap(({ tlsHint }) => tlsHint?.(tls) ?? []);
    expect(hints).toHaveLength(2);
    for (const hint of hints) expect(hint).toContain("NODE_EXTRA_CA_CERTS='/home/me/my certs/ca.pem'");
  });

  test('snippets › no TLS › do not mention it', () => {
    for (const { id } of snippets) expect(snippet(id, open)).not.toMatch(/tls|ssl|rediss/i);
  });
});
