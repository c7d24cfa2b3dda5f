import { expect, test } from 'vitest';
import { connectionCode, whyUnreachable } from './engine-failure.ts';

test.each(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT'])(
  'unreachable engine › by SSH, %s › what to do there',
  (code) => {
    const { message, fix } = whyUnreachable(code, 'ssh://ci@build-01');
    expect(message).toBe('The Docker engine at ssh://ci@build-01 does not answer.');
    expect(fix).not.toContain('DOCKER_HOST');
  },
);

test('unreachable engine › of this computer › what to do here', () => {
  expect(whyUnreachable('ECONNREFUSED', 'unix:///run/docker.sock').fix).toContain('DOCKER_HOST');
});

const remote = 'tcp://build-01:2376';

test.each(['ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND'])(
  'unreachable engine › by TLS on another machine, %s › what to do there',
  (code) => {
    const { fix } = whyUnreachable(code, remote);
    expect(fix).toContain('its machine');
    expect(fix).not.toContain('DOCKER_HOST');
  },
);

test.each([
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not from the authority in ca.pem'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'not from the authority in ca.pem'],
  ['CERT_HAS_EXPIRED', 'has expired'],
  ['CERT_NOT_YET_VALID', 'not valid yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'for other names'],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'refuses the certificate of this computer.'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'refuses the certificate of this computer.'],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'this computer: it has expired'],
  ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'key.pem is not the key of cert.pem'],
  ['ERR_OSSL_PEM_NO_START_LINE', 'damaged'],
  ['EPROTO', 'does not speak TLS'],
])('unreachable engine › %s › which certificate is wrong', (code, words) => {
  expect(connectionCode({ code })).toBe(code);
  const { message, fix } = whyUnreachable(code, remote);
  expect(message).toContain(words);
  expect(fix).not.toContain('DOCKER_HOST');
});
