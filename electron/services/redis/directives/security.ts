import { group } from './directive.ts';

const is = group('Security');

export const securityDirectives = [
  is.secret('requirepass', 'Password', '', 'What clients must give before anything else. Empty: none.'),
  is.text('aclfile', 'File of users', '', 'A file with users and what each may do, in place of user lines here.', {
    applied: 'restart',
  }),
  is.choice(
    'acl-pubsub-default',
    'Channels of new users',
    'resetchannels',
    'Whether a new user may use all channels or none.',
    { options: ['allchannels', 'resetchannels'] },
  ),
  is.integer('acllog-max-len', 'Length of the ACL log', '128', 'How many refused commands and logins are remembered.'),
  is.choice(
    'enable-protected-configs',
    'Protected settings by command',
    'no',
    'Whether dir and dbfilename may be changed by CONFIG SET.',
    { applied: 'restart', options: ['no', 'yes', 'local'] },
  ),
  is.choice(
    'enable-debug-command',
    'DEBUG command',
    'no',
    'Whether DEBUG may be used: local means from this computer alone.',
    { applied: 'restart', options: ['no', 'yes', 'local'] },
  ),
  is.choice(
    'enable-module-command',
    'MODULE command',
    'no',
    'Whether modules may be loaded by command: local means from this computer alone.',
    { applied: 'restart', options: ['no', 'yes', 'local'] },
  ),
];

const tls = group('TLS');
const file = { applied: 'live' } as const;

export const tlsDirectives = [
  tls.integer('tls-port', 'TLS port', '0', 'Where clients connect encrypted. 0 means nowhere.', { most: 65_535 }),
  tls.text('tls-cert-file', 'Certificate', '', 'The certificate that the server shows, in PEM.', file),
  tls.text('tls-key-file', 'Private key', '', 'The private key of the certificate, in PEM.', file),
  tls.secret('tls-key-file-pass', 'Password of the key', '', 'What opens the private key.'),
  tls.text(
    'tls-client-cert-file',
    'Certificate for other servers',
    '',
    'The certificate shown when this server connects to another.',
    file,
  ),
  tls.text('tls-client-key-file', 'Key for other servers', '', 'The private key of that certificate.', file),
  tls.secret('tls-client-key-file-pass', 'Password of that key', '', 'What opens the private key for other servers.'),
  tls.text('tls-dh-params-file', 'Diffie-Hellman file', '', 'Parameters that only old versions of OpenSSL need.', file),
  tls.text(
    'tls-ca-cert-file',
    'Trusted certificates',
    '',
    'A file of authorities whose certificates are trusted.',
    file,
  ),
  tls.text('tls-ca-cert-dir', 'Folder of trusted certificates', '', 'A folder of such files.', file),
  tls.choice(
    'tls-auth-clients',
    'Clients show a certificate',
    'yes',
    'Whether a client must show a certificate of a trusted authority.',
    { options: ['no', 'yes', 'optional'] },
  ),
  tls.yesno('tls-replication', 'Replication by TLS', 'no', 'Whether replicas connect to their master encrypted.'),
  tls.yesno('tls-cluster', 'Cluster bus by TLS', 'no', 'Whether the nodes of a cluster talk encrypted.'),
  tls.text(
    'tls-protocols',
    'TLS versions',
    '',
    'The versions in use, such as "TLSv1.2 TLSv1.3". Empty: those of OpenSSL.',
  ),
  tls.text('tls-ciphers', 'Ciphers up to TLS 1.2', '', "The ciphers in use, in OpenSSL's words."),
  tls.text('tls-ciphersuites', 'Ciphers of TLS 1.3', '', "The cipher suites in use, in OpenSSL's words."),
  tls.yesno(
    'tls-prefer-server-ciphers',
    'Server chooses the cipher',
    'no',
    "Whether the server's order of ciphers counts rather than the client's.",
  ),
  tls.yesno('tls-session-caching', 'Resume sessions', 'yes', 'Lets clients that come back connect faster.'),
  tls.integer(
    'tls-session-cache-size',
    'Sessions kept',
    '20480',
    'How many sessions can be resumed. 0 means no limit.',
  ),
  tls.integer('tls-session-cache-timeout', 'Sessions kept for', '300', 'How long a session can be resumed.', {
    unit: 's',
  }),
];
