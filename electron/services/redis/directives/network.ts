import { group } from './directive.ts';

const is = group('Network');

export const networkDirectives = [
  is.integer('port', 'Port', '6379', 'The port for clients. In Docker this is the port on this computer.', {
    maximum: 65_535,
    minimum: 1,
    applied: 'restart',
  }),
  is.words(
    'bind',
    'Addresses',
    '* -::*',
    'The addresses of this computer that accept clients. 127.0.0.1 accepts local clients only. In Docker this is the published address.',
    { applied: 'restart' },
  ),
  is.yesno('protected-mode', 'Protected mode', 'yes', 'Without a password, only local clients may connect.'),
  is.integer(
    'tcp-backlog',
    'Connection queue',
    '511',
    'Maximum connections that wait to be accepted. The system has its own limit too.',
    { applied: 'restart', minimum: 1, maximum: 65_535 },
  ),
  is.integer(
    'tcp-keepalive',
    'Keep-alive',
    '300',
    'Interval of probes on idle connections, to detect lost clients. 0 means never.',
    { unit: 's' },
  ),
  is.integer(
    'timeout',
    'Close idle clients after',
    '0',
    'Closes the connection of a client that sends nothing for this time. 0 means never.',
    { unit: 's' },
  ),
  is.text('unixsocket', 'Unix socket', '', 'The path of a socket for local clients.', {
    applied: 'restart',
  }),
  is.text(
    'unixsocketperm',
    'Permissions of the Unix socket',
    '0',
    'Permission bits of the socket in octal, such as 700.',
    { applied: 'restart' },
  ),
  is.text('bind-source-addr', 'Source address', '', 'The local address for connections to other servers.'),
  is.integer('socket-mark-id', 'Socket mark', '0', 'A mark on packets, for routing rules of the system.', {
    applied: 'restart',
  }),
];

const clients = group('Clients');

export const clientDirectives = [
  clients.integer('maxclients', 'Maximum clients', '10000', 'Maximum number of simultaneous clients.', {
    minimum: 1,
  }),
  clients.limits(
    'client-output-buffer-limit',
    'Client output buffers',
    'normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60',
    'Disconnects clients that do not read their replies: for each class (normal, replica, pubsub) a hard limit, a soft limit, and the seconds that the soft limit may be exceeded. 0 means no limit.',
  ),
  clients.memory(
    'client-query-buffer-limit',
    'Client query buffer',
    '1073741824',
    'Maximum memory for an incomplete request of a client.',
    { minimum: 1_048_576 },
  ),
  clients.memory(
    'proto-max-bulk-len',
    'Maximum string size',
    '536870912',
    'Maximum size of a single string in a request.',
    { minimum: 1_048_576 },
  ),
  clients.integer(
    'tracking-table-max-keys',
    'Tracked keys',
    '1000000',
    'Maximum number of keys that the server tracks for client-side caching. 0 means no limit.',
  ),
  clients.text(
    'notify-keyspace-events',
    'Keyspace notifications',
    '',
    'Which changes of keys Redis publishes: K or E with letters such as g, $, l, s, h, z, x, e, or A for all. Empty: none.',
  ),
];
