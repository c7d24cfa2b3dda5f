import { describe, expect, test } from 'vitest';
import { someSettings } from '../../../test/support/some-settings.ts';
import { certificatesIn } from './certificate-files.ts';
import { type TlsChoice, tlsText } from './tls-text.ts';

const certificates = certificatesIn('/c/vrooli-tls/1', { mounts: null });
const published = { host: '127.0.0.1', port: 6380 };
const choice: TlsChoice = {
  ...{ enabled: true, port: 6380, tlsPort: null, clientCertificates: 'no', certificates },
};
const textOf = (text: string, change: Partial<TlsChoice> = {}, container = false) =>
  tlsText(someSettings(text, container ? { published } : {}), { ...choice, ...change });
const own = 'tls-cert-file /c/vrooli-tls/1/server.crt\ntls-key-file /c/vrooli-tls/1/server.key\n';

describe('the lines of TLS', () => {
  test('closed › the plain port is 0, and TLS uses the port of the instance, in a container the published one', () => {
    expect(textOf('port 6380\n')).toContain('port 0\n');
    expect(textOf('port 6380\n')).toContain('tls-port 6380\n');
    expect(textOf('port 6379\n', {}, true)).toContain('tls-port 6379\n');
    expect(textOf('port 6380\n')).toContain(own);
    expect(textOf('port 6380\n')).toContain('tls-auth-clients no\n');
  });

  test('kept › both ports; from a closed one the plain port opens again', () => {
    const both = textOf('# mine\nport 0\ntls-port 6380\n', { tlsPort: 16_380 });
    expect(both).toMatch(/^# mine\nport 6380\ntls-port 16380\n/);
    expect(textOf('port 0\ntls-port 6379\n', { tlsPort: 7000 }, true)).toMatch(/^port 6379\ntls-port 7000\n/);
  });

  test('client certificates › the app gets one, and loses it again', () => {
    const required = textOf('port 6380\n', { clientCertificates: 'required' });
    expect(required).toContain('tls-client-cert-file /c/vrooli-tls/1/client.crt\n');
    expect(required).toContain('tls-auth-clients yes\n');
    expect(textOf(required, { clientCertificates: 'optional' })).not.toContain('tls-client');
  });

  test('off › our lines go, those of a person stay', () => {
    expect(textOf(textOf('port 6380\n'), { enabled: false })).toBe('port 6380\n');
    const theirs = 'port 0\ntls-port 6380\ntls-cert-file /etc/c.pem\ntls-auth-clients optional\n';
    expect(textOf(theirs, { enabled: false })).toBe('port 6380\ntls-cert-file /etc/c.pem\ntls-auth-clients optional\n');
    expect(textOf(theirs, { certificates: null })).toContain('tls-cert-file /etc/c.pem\n');
  });
});

test('the paths of certificates › as the server sees them; none where the folder is not mounted', () => {
  const mounts = [{ inside: '/usr/local/etc/redis', here: '/home/me/config' }];
  expect(certificatesIn('/home/me/config/vrooli-tls/1', { mounts })?.ca).toBe(
    '/usr/local/etc/redis/vrooli-tls/1/ca.crt',
  );
  expect(certificatesIn('/home/me/configuration/1', { mounts })).toBeNull();
});
