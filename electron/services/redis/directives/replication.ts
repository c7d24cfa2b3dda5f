import { group } from './directive.ts';

const is = group('Replication');

export const replicationDirectives = [
  is.words(
    'replicaof',
    'Master',
    '',
    'Host and port of the server whose data this one copies. Its own data is replaced by that.',
    { applied: 'restart', aliases: ['slaveof'] },
  ),
  is.secret('masterauth', 'Password of the master', '', 'What this server gives its master.'),
  is.text('masteruser', 'User at the master', '', 'As whom this server logs in at its master.'),
  is.yesno(
    'replica-serve-stale-data',
    'Answer without the master',
    'yes',
    'Whether a replica answers with old data while its master cannot be reached.',
    { aliases: ['slave-serve-stale-data'] },
  ),
  is.yesno('replica-read-only', 'Replica is read-only', 'yes', 'Whether a replica refuses writes.', {
    aliases: ['slave-read-only'],
  }),
  is.yesno('replica-announced', 'Replica is announced', 'yes', 'Whether Sentinel tells clients of this replica.'),
  is.integer(
    'replica-priority',
    'Priority as a master',
    '100',
    'The replica with the lowest number becomes master first; 0 never does.',
    { aliases: ['slave-priority'] },
  ),
  is.yesno(
    'replica-ignore-maxmemory',
    'Replica keeps what the master keeps',
    'yes',
    'Whether a replica leaves eviction to its master.',
    { aliases: ['slave-ignore-maxmemory'] },
  ),
  is.yesno(
    'replica-lazy-flush',
    'Replica empties itself later',
    'no',
    'Gives back memory in the background before all data is copied again.',
    { aliases: ['slave-lazy-flush'] },
  ),
  is.yesno(
    'replica-ignore-disk-write-errors',
    'Replica goes on when its disk fails',
    'no',
    'Whether a replica whose disk cannot be written goes on.',
  ),
  is.text(
    'replica-announce-ip',
    'Announced address',
    '',
    'The address that others are told, where it is not the real one.',
    { aliases: ['slave-announce-ip'] },
  ),
  is.integer(
    'replica-announce-port',
    'Announced port',
    '0',
    'The port that others are told, where it is not the real one.',
    { most: 65_535, aliases: ['slave-announce-port'] },
  ),
  is.memory(
    'repl-backlog-size',
    'Replication backlog',
    '1048576',
    'How many changes are kept for replicas that were away for a moment.',
    { least: 1 },
  ),
  is.integer(
    'repl-backlog-ttl',
    'Backlog kept for',
    '3600',
    'How long the backlog is kept when there is no replica. 0 means always.',
    { unit: 's' },
  ),
  is.yesno('repl-disable-tcp-nodelay', 'Bundle replication packets', 'no', 'Fewer packets to replicas, 40 ms later.'),
  is.yesno(
    'repl-diskless-sync',
    'Copy without a file',
    'yes',
    'Sends a snapshot to replicas without writing it to disk.',
  ),
  is.integer(
    'repl-diskless-sync-delay',
    'Wait for more replicas',
    '5',
    'How long such a copy waits for others to join.',
    { unit: 's' },
  ),
  is.integer(
    'repl-diskless-sync-max-replicas',
    'Replicas to wait for',
    '0',
    'Begins at once when so many have come. 0 means the whole wait.',
  ),
  is.choice(
    'repl-diskless-load',
    'Load without a file',
    'disabled',
    'Whether a replica loads what it is sent straight from the network.',
    { options: ['disabled', 'on-empty-db', 'swapdb'] },
  ),
  is.integer('repl-ping-replica-period', 'Ping replicas every', '10', 'How often a master pings its replicas.', {
    unit: 's',
    least: 1,
    aliases: ['repl-ping-slave-period'],
  }),
  is.integer('repl-timeout', 'Replication time-out', '60', 'How long a silent master or replica counts as there.', {
    unit: 's',
    least: 1,
  }),
  is.integer(
    'min-replicas-to-write',
    'Replicas needed to write',
    '0',
    'Refuses writes while fewer replicas keep up. 0 turns that off.',
    { aliases: ['min-slaves-to-write'] },
  ),
  is.integer('min-replicas-max-lag', 'Longest lag', '10', 'How far behind a replica may be to count as keeping up.', {
    unit: 's',
    aliases: ['min-slaves-max-lag'],
  }),
  is.choice(
    'propagation-error-behavior',
    'Errors of replicated commands',
    'ignore',
    'What to do when a replicated command fails.',
    { options: ['ignore', 'panic', 'panic-on-replicas'] },
  ),
];

const cluster = group('Cluster');

export const clusterDirectives = [
  cluster.yesno(
    'cluster-enabled',
    'Cluster mode',
    'no',
    'Makes this server a node of a cluster. Only database 0 can be used then.',
    { applied: 'restart' },
  ),
  cluster.text(
    'cluster-config-file',
    'Cluster state file',
    'nodes.conf',
    'The file in which the node keeps what it knows of the cluster.',
    { applied: 'restart' },
  ),
  cluster.integer(
    'cluster-port',
    'Cluster bus port',
    '0',
    'Where nodes talk to each other. 0 means the port plus 10000.',
    { applied: 'restart', most: 65_535 },
  ),
  cluster.integer(
    'cluster-node-timeout',
    'Node time-out',
    '15000',
    'How long a node may be silent before it counts as failed.',
    { unit: 'ms', least: 1 },
  ),
  cluster.integer(
    'cluster-replica-validity-factor',
    'Oldest replica to take over',
    '10',
    'A replica that was cut off for longer than so many time-outs does not take over. 0 means always.',
    { aliases: ['cluster-slave-validity-factor'] },
  ),
  cluster.integer(
    'cluster-migration-barrier',
    'Replicas a master keeps',
    '1',
    'A replica moves to a master without one only if so many stay.',
  ),
  cluster.yesno(
    'cluster-allow-replica-migration',
    'Replicas move',
    'yes',
    'Whether replicas move to masters that have none.',
  ),
  cluster.yesno(
    'cluster-require-full-coverage',
    'All slots or nothing',
    'yes',
    'Whether the cluster refuses everything while part of it is missing.',
  ),
  cluster.yesno(
    'cluster-replica-no-failover',
    'Never take over',
    'no',
    'Keeps this replica from becoming a master by itself.',
    { aliases: ['cluster-slave-no-failover'] },
  ),
  cluster.yesno(
    'cluster-allow-reads-when-down',
    'Read while down',
    'no',
    'Whether a node answers reads while the cluster is down.',
  ),
  cluster.yesno(
    'cluster-allow-pubsubshard-when-down',
    'Publish while down',
    'yes',
    'Whether sharded messages go on while the cluster is down.',
  ),
  cluster.memory(
    'cluster-link-sendbuf-limit',
    'Longest bus queue',
    '0',
    'The most memory that the queue to another node may take. 0 means no limit.',
  ),
  cluster.text('cluster-announce-ip', 'Announced address', '', 'The address that other nodes are told.'),
  cluster.text('cluster-announce-hostname', 'Announced name', '', 'The host name that clients are told.'),
  cluster.integer('cluster-announce-port', 'Announced port', '0', 'The port that other nodes are told.', {
    most: 65_535,
  }),
  cluster.integer('cluster-announce-tls-port', 'Announced TLS port', '0', 'The TLS port that other nodes are told.', {
    most: 65_535,
  }),
  cluster.integer('cluster-announce-bus-port', 'Announced bus port', '0', 'The bus port that other nodes are told.', {
    most: 65_535,
  }),
  cluster.choice(
    'cluster-preferred-endpoint-type',
    'What clients are told',
    'ip',
    'Whether clients are sent to an address, a host name or an unknown end point.',
    { options: ['ip', 'hostname', 'unknown-endpoint'] },
  ),
];
