interface Cause {
  readonly pattern: RegExp;
  readonly message: (endpoint: string) => string;
  readonly fix: string;
}

const otherMachine = 'Otherwise another machine answers in its place.';

/** By the error codes of Node, the verification codes of OpenSSL and its alerts. The first match wins. */
const causes: readonly Cause[] = [
  {
    pattern: /^CERT_HAS_EXPIRED$/,
    message: (endpoint) => `The certificate of the Docker engine at ${endpoint} has expired.`,
    fix: "Issue a new one there. If it is valid, correct this computer's clock.",
  },
  {
    pattern: /^CERT_NOT_YET_VALID$/,
    message: (endpoint) => `The certificate of the Docker engine at ${endpoint} is not valid yet.`,
    fix: 'Compare the clocks of both machines and correct the wrong one.',
  },
  {
    pattern: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    message: (endpoint) => `The certificate of the Docker engine at ${endpoint} is for other names, so it was refused.`,
    fix: `Use a name or an address that it has, or issue it for this one. ${otherMachine}`,
  },
  {
    pattern: /^(UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_|CERT_|INVALID_CA$|INVALID_PURPOSE$)/,
    message: (endpoint) =>
      `The certificate of the Docker engine at ${endpoint} is not from the authority in ca.pem, so it was refused.`,
    fix: `Copy ca.pem from that machine again if its certificates were renewed. ${otherMachine}`,
  },
  {
    pattern: /^ERR_SSL_.*CERTIFICATE_EXPIRED$/,
    message: (endpoint) => `The Docker engine at ${endpoint} refuses the certificate of this computer: it has expired.`,
    fix: 'Issue a new cert.pem and key.pem there. If they are valid, correct the clock of that machine.',
  },
  {
    pattern: /^ERR_SSL_.*ALERT_.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR)/,
    message: (endpoint) => `The Docker engine at ${endpoint} refuses the certificate of this computer.`,
    fix: 'Use a cert.pem and key.pem that its authority has issued for clients.',
  },
  {
    pattern: /^ERR_OSSL_X509_KEY_VALUES_MISMATCH$/,
    message: (endpoint) => `The certificates for ${endpoint} cannot be used: key.pem is not the key of cert.pem.`,
    fix: 'Copy both from the same place again.',
  },
  {
    pattern: /^ERR_OSSL_/,
    message: (endpoint) => `The certificates for ${endpoint} cannot be used: one of the files is damaged or locked.`,
    fix: 'ca.pem, cert.pem and key.pem must be PEM files, and key.pem needs no passphrase.',
  },
  {
    pattern: /^(EPROTO|ERR_SSL_)/,
    message: (endpoint) => `What answers at ${endpoint} does not speak TLS as a Docker engine does.`,
    fix: 'Check the port: Docker uses 2376 for TLS.',
  },
];

/** Whether a connection failed by TLS, by the code of its error. */
export function isTlsFailure(code: string): boolean {
  return causes.some(({ pattern }) => pattern.test(code));
}

/** Why TLS with an engine failed, and the fix, as two sentences; null for a code that has nothing to do with TLS. */
export function tlsFailure(code: string, endpoint: string): { readonly message: string; readonly fix: string } | null {
  const cause = causes.find(({ pattern }) => pattern.test(code));
  return cause ? { message: cause.message(endpoint), fix: cause.fix } : null;
}
