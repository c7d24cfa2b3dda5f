import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { someAuthority } from '../../../test/support/some-certificates.ts';
import { environmentOf, managed, writeConf } from '../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { instancePaths } from '../platform/home/paths.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { certificateNames, listenAddresses, portsOf } from './listening.ts';
import { tlsStateOf } from './tls-state.ts';

type Issued = { readonly cert: string; readonly key: string };

/** The state of an instance with these lines, and these files beside its redis.conf. */
async function stateOf(lines: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const environment = environmentOf(temporaryFolder());
  writeConf(environment, 'main', ...lines);
  const { config } = instancePaths(environment, 'main');
  for (const [name, content] of Object.entries(files)) writeFileSync(join(config, name), content);
  const instance = await managed(environment);
  return tlsStateOf(instance);
}

/** TLS with one certificate, on 127.0.0.1 only. */
async function withCertificate(issued: Issued, ...more: readonly string[]) {
  const folder = temporaryFolder();
  const [cert, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  writeFileSync(cert, issued.cert);
  writeFileSync(key, issued.key);
  const files = [`tls-cert-file ${cert}`, `tls-key-file ${key}`];
  return stateOf(['port 0', 'tls-port 6500', 'bind 127.0.0.1', ...files, ...more]);
}

describe('the state of TLS', () => {
  test('no redis.conf › one sentence', async () => {
    const instance = await managed(environmentOf(temporaryFolder()));
    await expect(tlsStateOf(instance)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'main has no redis.conf. Install it first.',
    });
  });

  test('off › the plain port, and no file is read', async () => {
    expect(await stateOf(['port 6500', 'tls-cert-file /nowhere/server.crt'])).toMatchObject({
      ...{ enabled: false, plainPort: 6500, tlsPort: null, certificate: null, problem: null },
      files: { ca: null, cert: null, key: null },
    });
  });

  test('on, for a year › no problem', async () => {
    const authority = await someAuthority();
    expect(await withCertificate(await authority.issue(-1, 90))).toMatchObject({
      ...{ enabled: true, plainPort: null, tlsPort: 6500, isOwn: false, problem: null },
      certificate: { subject: 'localhost', names: ['localhost'] },
    });
  });

  test.each([
    ['yes', 'required'],
    ['YES', 'required'],
    ['no', 'no'],
    ['optional', 'optional'],
  ])('tls-auth-clients %s › %s', async (value, clientCertificates) => {
    expect(await stateOf(['port 6500', `tls-auth-clients ${value}`])).toMatchObject({ clientCertificates });
  });

  test('tls-auth-clients is left out › required, as Redis has it', async () => {
    expect(await stateOf(['port 6500'])).toMatchObject({ clientCertificates: 'required' });
  });
});

describe('the state of TLS › trouble with the certificate', () => {
  test('expired › since when, and what follows', async () => {
    const authority = await someAuthority();
    const { problem } = await withCertificate(await authority.issue(-9, -2));
    expect(problem).toMatchObject({ code: 'expired', message: expect.stringContaining('Clients refuse to connect') });
  });

  test('not valid yet › the clock of this computer is named', async () => {
    const authority = await someAuthority();
    const { problem } = await withCertificate(await authority.issue(2, 9));
    expect(problem).toMatchObject({
      code: 'not-yet-valid',
      message: expect.stringContaining('clock of this computer'),
    });
  });

  test('for another name › which name is missing, and what it is for', async () => {
    const authority = await someAuthority();
    const { problem } = await withCertificate(await authority.issue(-1, 90, '192.0.2.7'));
    expect(problem).toEqual({
      code: 'other-name',
      message:
        'The certificate is not valid for localhost, so clients that check names refuse it. It is for 192.0.2.7.',
    });
  });

  test('an address that it does not cover › only if the instance listens on it', async () => {
    const authority = await someAuthority();
    const issued = await authority.issue(-1, 90);
    expect((await withCertificate(issued)).problem).toBeNull();
    const { problem } = await withCertificate(issued, 'bind 127.0.0.1 192.0.2.7');
    expect(problem).toMatchObject({ code: 'other-name', message: expect.stringContaining('not valid for 192.0.2.7') });
  });

  test('it expires soon and has another name › the expiry comes first', async () => {
    const authority = await someAuthority();
    const { problem } = await withCertificate(await authority.issue(-1, 5, '192.0.2.7'));
    expect(problem).toMatchObject({ code: 'expires-soon' });
  });

  test('the key of another certificate › named', async () => {
    const authority = await someAuthority();
    const [one, other] = [await authority.issue(-1, 90), await authority.issue(-1, 90)];
    const { problem } = await withCertificate({ cert: one.cert, key: other.key });
    expect(problem).toMatchObject({ code: 'key-mismatch' });
  });

  test.each([
    ['text', 'no certificate at all'],
    ['empty', ''],
    ['cut in the middle', '-----BEGIN CERTIFICATE-----\nMII'],
  ])('a file with %s › unreadable, with its path', async (_, cert) => {
    const { problem, certificate } = await withCertificate({ cert, key: '' });
    expect(problem).toMatchObject({ code: 'unreadable', message: expect.stringContaining('server.crt') });
    expect(certificate).toBeNull();
  });

  test('a missing file, and no file named › two different problems', async () => {
    const missing = await stateOf(['port 0', 'tls-port 6500', 'tls-cert-file /nowhere/server.crt']);
    expect(missing.problem?.message).toContain('/nowhere/server.crt does not exist');
    const unnamed = await stateOf(['port 0', 'tls-port 6500']);
    expect(unnamed.problem?.message).toContain('redis.conf names no tls-cert-file');
  });
});

describe('where an instance listens', () => {
  const confOf = async (...lines: readonly string[]) => {
    const environment = environmentOf(temporaryFolder());
    writeConf(environment, 'main', ...lines);
    const instance = await managed(environment);
    const conf = await readEffectiveConf(confPlaceOf(instance));
    if (conf === null) throw new Error('no redis.conf');
    return { instance, conf };
  };

  test.each([
    [['port 6500'], { own: 6500, plain: 6500, tls: null }],
    [['port 0', 'tls-port 6500'], { own: 6500, plain: null, tls: 6500 }],
    [['port 6500', 'tls-port 7500'], { own: 6500, plain: 6500, tls: 7500 }],
    [['port 0', 'unixsocket /tmp/redis.sock'], { own: null, plain: null, tls: null }],
  ])('%j › %j', async (lines, ports) => {
    const { instance, conf } = await confOf(...lines);
    expect(portsOf(instance, conf)).toEqual(ports);
  });

  test('loopback only › no other address; a minus before an address is not part of it', async () => {
    const loopback = await confOf('bind 127.0.0.1 -::1');
    expect(listenAddresses(loopback.instance, loopback.conf)).toEqual([]);
    const more = await confOf('bind 127.0.0.1 -192.0.2.7');
    expect(listenAddresses(more.instance, more.conf)).toEqual(['192.0.2.7']);
  });

  test('names of a certificate › this computer once, with the addresses', async () => {
    const { instance, conf } = await confOf('bind 127.0.0.1 192.0.2.7');
    const names = certificateNames(instance, conf);
    expect(names.slice(0, 4)).toEqual(['localhost', '127.0.0.1', '::1', '192.0.2.7']);
    expect(new Set(names).size).toBe(names.length);
  });
});
