import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { someAuthority } from '../../../../test/support/some-certificates.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { coversName, keyProblem, readCertificate, validityProblem } from '../certificates/certificate.ts';
import { openBulkLink } from './bulk-link.ts';
import { createRedisLink } from './redis-link.ts';
import { openTls } from './tls-files.ts';

/** A server with a certificate, and a client that trusts an authority. */
async function server(pair: { readonly cert: string; readonly key: string }, ca: string) {
  const folder = temporaryFolder();
  const file = join(folder, 'ca.crt');
  writeFileSync(file, ca);
  let received = '';
  const listening = createServer(pair, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      received += bytes.toString();
      socket.write('+OK\r\n'.repeat(bytes.toString().split('*').length - 1));
    });
  }).on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void listening.close());
  const tls = { ca: file, cert: null, key: null, passphrase: null };
  const target = { host: '127.0.0.1', port: (listening.address() as AddressInfo).port, password: 'secret', tls };
  return { target, received: () => received };
}

test.each([
  ['good', -1, 1],
  ['expired', -9, -1],
  ['not yet valid', 1, 9],
] as const)(
  'a certificate of the own authority › %s › the app connects, to be able to renew it',
  async (_, from, until) => {
    const authority = await someAuthority();
    const { target } = await server(await authority.issue(from, until), authority.ca);
    const link = createRedisLink(target);
    onTestFinished(() => link.close());
    expect(await link.call(5000, 'PING')).toBe('OK');
    const bulk = await openBulkLink(target, 0, 'test');
    bulk.close();
    (await openTls(target, target.tls)).destroy();
  },
);

test.each([
  ['good', -1, 1],
  ['expired', -9, -1],
] as const)(
  'a certificate of another authority of the same name › %s › nothing is sent, the password neither',
  async (_, from, until) => {
    const [own, other] = [await someAuthority(), await someAuthority()];
    const { target, received } = await server(await other.issue(from, until), own.ca);
    const link = createRedisLink(target);
    onTestFinished(() => link.close());
    await expect(link.call(5000, 'PING')).rejects.toThrow();
    await expect(openBulkLink(target, 0, 'test')).rejects.toThrow('not trusted');
    expect(received()).not.toContain('secret');
  },
);

test('a certificate › its names, its validity, its key', async () => {
  const authority = await someAuthority();
  const { cert, key } = await authority.issue(-1, 10);
  const [file, keyFile] = ['a.crt', 'a.key'].map((name) => join(temporaryFolder(), name)) as [string, string];
  writeFileSync(file, cert);
  writeFileSync(keyFile, key);
  const { certificate, x509 } = await readCertificate(file);
  if (certificate === null || x509 === null) throw new Error('no certificate');
  expect(certificate).toMatchObject({ subject: 'localhost', issuer: 'authority of a test', names: ['localhost'] });
  expect([coversName(x509, 'localhost'), coversName(x509, 'other'), coversName(x509, '127.0.0.1')]).toEqual([
    true,
    false,
    false,
  ]);
  const now = Date.now();
  const at = (days: number) => validityProblem(certificate, new Date(now + days * 86_400_000))?.code ?? null;
  expect([at(-5), at(0), at(11), at(-40)]).toEqual(['not-yet-valid', 'expires-soon', 'expired', 'not-yet-valid']);
  expect(await keyProblem(x509, keyFile, null)).toBeNull();
  writeFileSync(keyFile, (await authority.issue(-1, 1)).key);
  expect(await keyProblem(x509, keyFile, null)).toMatchObject({ code: 'key-mismatch' });
  expect(await keyProblem(x509, file, null)).toMatchObject({ code: 'unreadable' });
  expect(await keyProblem(x509, `${keyFile}.none`, null)).toMatchObject({ code: 'unreadable' });
  writeFileSync(file, 'text');
  expect(await readCertificate(file)).toMatchObject({ certificate: null, reason: `${file} is not a certificate` });
  expect((await readCertificate(temporaryFolder())).reason).toContain('folder');
});
