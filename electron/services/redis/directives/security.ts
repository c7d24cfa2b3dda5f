import { group } from './directive.ts';

const is = group('Security');

export const securityDirectives = [
  is.secret('requirepass', 'Password', '', 'The password that clients must send first. Empty: none.'),
  is.text('aclfile', 'ACL file', '', 'A file with users and their permissions, instead of user lines in redis.conf.', {
    applied: 'restart',
  }),
  is.choice(
    'acl-pubsub-default',
    'Pub/sub default of new users',
    'resetchannels',
    'Whether a new user may access all channels or none.',
    { options: ['allchannels', 'resetchannels'] },
  ),
  is.integer('acllog-max-len', 'Length of the ACL log', '128', 'Number of refused commands and logins to keep.'),
  is.choice(
    'enable-protected-configs',
    'CONFIG SET of protected settings',
    'no',
    'Whether CONFIG SET may change dir and dbfilename. local: only from this computer.',
    { applied: 'restart', options: ['no', 'yes', 'local'] },
  ),
  is.choice(
    'enable-debug-command',
    'DEBUG command',
    'no',
    'Whether clients may use DEBUG. local: only from this computer.',
    { applied: 'restart', options: ['no', 'yes', 'local'] },
  ),
  is.choice(
    'enable-module-command',
    'MODULE command',
    'no',
    'Whether clients may load modules. local: only from this computer.',
    { applied: 'restart', options: ['no', 'yes', 'local'] },
  ),
];

const tls = group('TLS');
const file = { applied: 'live' } as const;

export const tlsDirectives = [
  tls.integer('tls-port', 'TLS port', '0', 'The port for TLS clients. 0 disables TLS.', { maximum: 65_535 }),
  tls.text('tls-cert-file', 'Certificate', '', 'The certificate of the server, in PEM.', file),
  tls.text('tls-key-file', 'Private key', '', 'The private key of the certificate, in PEM.', file),
  tls.secret('tls-key-file-pass', 'Password of the key', '', 'The passphrase of the private key.'),
  tls.text(
    'tls-client-cert-file',
    'Certificate for other servers',
    '',
    'The client certificate for connections to other servers.',
    file,
  ),
  tls.text('tls-client-key-file', 'Key for other servers', '', 'The private key of that certificate.', file),
  tls.secret(
    'tls-client-key-file-pass',
    'Password of that key',
    '',
    'The passphrase of the private key for other servers.',
  ),
  tls.text('tls-dh-params-file', 'Diffie-Hellman file', '', 'Parameters for old versions of OpenSSL.', file),
  tls.text('tls-ca-cert-file', 'Trusted certificates', '', 'A file of trusted CA certificates.', file),
  tls.text('tls-ca-cert-dir', 'Folder of trusted certificates', '', 'A folder of trusted CA certificates.', file),
  tls.choice(
    'tls-auth-clients',
    'Client certificates',
    'yes',
    'Whether a client must present a certificate from a trusted CA.',
    { options: ['no', 'yes', 'optional'] },
  ),
  tls.yesno('tls-replication', 'Replication by TLS', 'no', 'Whether replicas connect to their master with TLS.'),
  tls.yesno('tls-cluster', 'Cluster bus by TLS', 'no', 'Whether connections between cluster nodes use TLS.'),
  tls.text(
    'tls-protocols',
    'TLS versions',
    '',
    'Allowed versions, such as "TLSv1.2 TLSv1.3". Empty: the defaults of OpenSSL.',
  ),
  tls.text('tls-ciphers', 'Ciphers up to TLS 1.2', '', 'Allowed ciphers, in OpenSSL format.'),
  tls.text('tls-ciphersuites', 'Ciphers of TLS 1.3', '', 'Allowed cipher suites, in OpenSSL format.'),
  tls.yesno(
    'tls-prefer-server-ciphers',
    'Server chooses the cipher',
    'no',
    "Whether the server's order of ciphers takes precedence over the client's.",
  ),
  tls.yesno('tls-session-caching', 'Resume sessions', 'yes', 'Lets returning clients connect faster.'),
  tls.integer(
    'tls-session-cache-size',
    'Sessions kept',
    '20480',
    'Maximum number of resumable sessions. 0 means no limit.',
  ),
  tls.integer('tls-session-cache-timeout', 'Sessions kept for', '300', 'How long a session can be resumed.', {
    unit: 's',
  }),
];
