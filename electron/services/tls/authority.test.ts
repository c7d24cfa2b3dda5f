import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { someAuthority } from '../../../test/support/some-certificates.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { authorityFolder, openAuthority, readAuthority } from './authority.ts';

const DAY_MS = 86_400_000;

const daysLeft = (certificate: X509Certificate) => (Date.parse(certificate.validTo) - Date.now()) / DAY_MS;

describe('an authority', () => {
  test('none yet › created once, and read again as the same one', async () => {
    const paths = { root: temporaryFolder() };
    expect(await readAuthority(paths)).toBeNull();
    const created = await openAuthority('main', paths);
    const again = await openAuthority('main', paths);
    expect(again.certificate).toBe(created.certificate);
    expect(new X509Certificate(created.certificate).ca).toBe(true);
  });

  test('its files › readable by this user only', async () => {
    const paths = { root: temporaryFolder() };
    await openAuthority('main', paths);
    const folder = authorityFolder(paths);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'authority.key')).mode & 0o777).toBe(0o600);
  });

  test('two instances › two authorities with different names', async () => {
    const [one, other] = await Promise.all(
      ['main', 'acme'].map(
        async (id) => new X509Certificate((await openAuthority(id, { root: temporaryFolder() })).certificate),
      ),
    );
    expect(one?.subject).toContain('authority of main');
    expect(other?.subject).toContain('authority of acme');
    expect(one?.fingerprint256).not.toBe(other?.fingerprint256);
  });

  test('an authority that ends before its certificates would › replaced by a new one', async () => {
    const paths = { root: temporaryFolder() };
    const folder = authorityFolder(paths);
    mkdirSync(folder);
    const { ca } = await someAuthority();
    writeFileSync(join(folder, 'authority.crt'), ca);
    writeFileSync(join(folder, 'authority.key'), 'unused');
    expect(await readAuthority(paths)).toBeNull();
    expect((await openAuthority('main', paths)).certificate).not.toBe(ca);
  });

  test.each([
    ['authority.crt', 'text'],
    ['authority.key', 'text'],
    ['authority.crt', ''],
  ])('%s holds %j › one sentence with the way out, and nothing is replaced', async (name, content) => {
    const paths = { root: temporaryFolder() };
    await openAuthority('main', paths);
    const file = join(authorityFolder(paths), name);
    writeFileSync(file, content);
    await expect(openAuthority('main', paths)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  test('its certificate is gone, its key is not › a new authority, since clients trust the certificate', async () => {
    const paths = { root: temporaryFolder() };
    const first = await openAuthority('main', paths);
    rmSync(join(authorityFolder(paths), 'authority.crt'));
    expect((await openAuthority('main', paths)).certificate).not.toBe(first.certificate);
  });
});

describe('certificates of an authority', () => {
  test('for a server › its names and addresses, signed, for 397 days at most', async () => {
    const authority = await openAuthority('main', { root: temporaryFolder() });
    const { certificate, key } = await authority.issueServer(['localhost', '127.0.0.1', '::1']);
    const issued = new X509Certificate(certificate);
    expect(issued.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    expect([issued.checkHost('localhost'), issued.checkIP('127.0.0.1'), issued.checkHost('other')]).toEqual([
      'localhost',
      '127.0.0.1',
      undefined,
    ]);
    expect(daysLeft(issued)).toBeGreaterThan(396);
    expect(daysLeft(issued)).toBeLessThanOrEqual(397);
    expect(issued.ca).toBe(false);
    expect(key).toContain('PRIVATE KEY');
  });

  test('for a client › another key each time, and only as long as requested', async () => {
    const authority = await openAuthority('main', { root: temporaryFolder() });
    const [one, other] = [await authority.issueClient('app', 7), await authority.issueClient('app', 7)];
    expect(one.key).not.toBe(other.key);
    expect(daysLeft(new X509Certificate(one.certificate))).toBeLessThanOrEqual(7);
    expect(new X509Certificate(one.certificate).serialNumber).not.toBe(
      new X509Certificate(other.certificate).serialNumber,
    );
  });

  test('valid a day before now › a client whose clock is behind accepts it', async () => {
    const authority = await openAuthority('main', { root: temporaryFolder() });
    const { certificate } = await authority.issueServer(['localhost']);
    expect(Date.parse(new X509Certificate(certificate).validFrom)).toBeLessThan(Date.now() - DAY_MS / 2);
  });
});
