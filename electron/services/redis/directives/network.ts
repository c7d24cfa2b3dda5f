import { group } from './directive.ts';

const is = group('Network');

export const networkDirectives = [
  is.integer('port', 'Port', '6379', 'Where clients connect. In Docker this is the port on this computer.', {
    most: 65_535,
    least: 1,
    applied: 'restart',
  }),
  is.words(
    'bind',
    'Addresses',
    '* -::*',
    'The addresses of this computer on which clients may connect. 127.0.0.1 means from this computer alone. In Docker this is the published address.',
    { applied: 'restart' },
  ),
  is.yesno('protected-mode', 'Protected mode', 'yes', 'Without a password, answers only clients of this computer.'),
  is.integer(
    'tcp-backlog',
    'Connection queue',
    '511',
    'How many connections may wait to be accepted. The system has a limit of its own.',
    { applied: 'restart', least: 1, most: 65_535 },
  ),
  is.integer(
    'tcp-keepalive',
    'Keep-alive',
    '300',
    'How often an idle connection is probed, to notice that a client is gone. 0 means never.',
    { unit: 's' },
  ),
  is.integer(
    'timeout',
    'Close idle clients after',
    '0',
    'Closes the connection of a client that says nothing for so long. 0 means never.',
    { unit: 's' },
  ),
  is.text('unixsocket', 'Unix socket', '', 'A path at which clients of this computer may connect as well.', {
    applied: 'restart',
  }),
  is.text(
    'unixsocketperm',
    'Rights of the Unix socket',
    '0',
    'The permission bits of the socket in octal, such as 700.',
    { applied: 'restart' },
  ),
  is.text(
    'bind-source-addr',
    'Address of outgoing connections',
    '',
    'The address from which this server connects to others.',
  ),
  is.integer('socket-mark-id', 'Socket mark', '0', 'A mark on packets for the routing of the system.', {
    applied: 'restart',
  }),
];

const clients = group('Clients');

export const clientDirectives = [
  clients.integer('maxclients', 'Most clients', '10000', 'How many clients may be connected at the same time.', {
    least: 1,
  }),
  clients.limits(
    'client-output-buffer-limit',
    'Answers that wait',
    'normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60',
    'Closes a client that does not read its answers: for each class (normal, replica, pubsub) a hard limit, a soft limit, and for how many seconds that may last. 0 means no limit.',
  ),
  clients.memory(
    'client-query-buffer-limit',
    'Longest request',
    '1073741824',
    'The most memory that one request under way may take.',
    { least: 1_048_576 },
  ),
  clients.memory(
    'proto-max-bulk-len',
    'Longest value',
    '536870912',
    'The longest single string that a request may hold.',
    { least: 1_048_576 },
  ),
  clients.integer(
    'tracking-table-max-keys',
    'Tracked keys',
    '1000000',
    'How many keys the server remembers to tell clients with a cache of their own when they change. 0 means no limit.',
  ),
  clients.text(
    'notify-keyspace-events',
    'Events on keys',
    '',
    'Which changes of keys are published: K or E with letters such as g, $, l, s, h, z, x, e, or A for all. Empty: none.',
  ),
];
