import { group } from './directive.ts';

const is = group('Replication');

export const replicationDirectives = [
  is.words(
    'replicaof',
    'Master',
    '',
    'Host and port of the master to replicate. Its data replaces the data of this server.',
    { applied: 'restart', aliases: ['slaveof'] },
  ),
  is.secret('masterauth', 'Password of the master', '', 'The password for the login at the master.'),
  is.text('masteruser', 'User at the master', '', 'The user for the login at the master.'),
  is.yesno(
    'replica-serve-stale-data',
    'Serve stale data',
    'yes',
    'Whether a replica serves old data while its master is unreachable.',
    { aliases: ['slave-serve-stale-data'] },
  ),
  is.yesno('replica-read-only', 'Replica is read-only', 'yes', 'Whether a replica refuses writes.', {
    aliases: ['slave-read-only'],
  }),
  is.yesno('replica-announced', 'Replica is announced', 'yes', 'Whether Sentinel reports this replica to clients.'),
  is.integer(
    'replica-priority',
    'Failover priority',
    '100',
    'Sentinel promotes the replica with the lowest number first; 0 is never promoted.',
    { aliases: ['slave-priority'] },
  ),
  is.yesno(
    'replica-ignore-maxmemory',
    'No eviction on replicas',
    'yes',
    'Whether a replica leaves eviction to its master.',
    { aliases: ['slave-ignore-maxmemory'] },
  ),
  is.yesno(
    'replica-lazy-flush',
    'Flush replica in the background',
    'no',
    'Frees the old data in the background before a full synchronization.',
    { aliases: ['slave-lazy-flush'] },
  ),
  is.yesno(
    'replica-ignore-disk-write-errors',
    'Ignore disk errors on replicas',
    'no',
    'Whether a replica continues when it cannot write to its disk.',
  ),
  is.text('replica-announce-ip', 'Announced address', '', 'The address to announce instead of the real one.', {
    aliases: ['slave-announce-ip'],
  }),
  is.integer('replica-announce-port', 'Announced port', '0', 'The port to announce instead of the real one.', {
    maximum: 65_535,
    aliases: ['slave-announce-port'],
  }),
  is.memory(
    'repl-backlog-size',
    'Replication backlog',
    '1048576',
    'Size of the buffer of changes for replicas that reconnect.',
    { minimum: 1 },
  ),
  is.integer(
    'repl-backlog-ttl',
    'Backlog kept for',
    '3600',
    'How long the backlog is kept without a connected replica. 0 means forever.',
    { unit: 's' },
  ),
  is.yesno(
    'repl-disable-tcp-nodelay',
    'Disable TCP_NODELAY',
    'no',
    'Fewer packets to replicas, with up to 40 ms more delay.',
  ),
  is.yesno('repl-diskless-sync', 'Diskless sync', 'yes', 'Sends a snapshot to replicas without writing it to disk.'),
  is.integer(
    'repl-diskless-sync-delay',
    'Diskless sync delay',
    '5',
    'How long a diskless sync waits for more replicas.',
    { unit: 's' },
  ),
  is.integer(
    'repl-diskless-sync-max-replicas',
    'Replicas to wait for',
    '0',
    'A diskless sync starts immediately with this number of replicas. 0 means it always waits for the full delay.',
  ),
  is.choice(
    'repl-diskless-load',
    'Diskless load',
    'disabled',
    'Whether a replica loads the snapshot directly from the network.',
    { options: ['disabled', 'on-empty-db', 'swapdb'] },
  ),
  is.integer('repl-ping-replica-period', 'Ping replicas every', '10', 'How often a master pings its replicas.', {
    unit: 's',
    minimum: 1,
    aliases: ['repl-ping-slave-period'],
  }),
  is.integer(
    'repl-timeout',
    'Replication timeout',
    '60',
    'How long a master or replica may be silent before the link counts as lost.',
    {
      unit: 's',
      minimum: 1,
    },
  ),
  is.integer(
    'min-replicas-to-write',
    'Replicas needed to write',
    '0',
    'Refuses writes with fewer up-to-date replicas. 0 disables the check.',
    { aliases: ['min-slaves-to-write'] },
  ),
  is.integer('min-replicas-max-lag', 'Maximum replica lag', '10', 'Maximum lag of an up-to-date replica.', {
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
    'Makes this server a cluster node, which has database 0 only.',
    { applied: 'restart' },
  ),
  cluster.text(
    'cluster-config-file',
    'Cluster state file',
    'nodes.conf',
    'The file in which the node stores the state of the cluster.',
    { applied: 'restart' },
  ),
  cluster.integer(
    'cluster-port',
    'Cluster bus port',
    '0',
    'The port for connections between nodes. 0 means the port plus 10000.',
    { applied: 'restart', maximum: 65_535 },
  ),
  cluster.integer(
    'cluster-node-timeout',
    'Node timeout',
    '15000',
    'How long a node may be silent before it counts as failed.',
    { unit: 'ms', minimum: 1 },
  ),
  cluster.integer(
    'cluster-replica-validity-factor',
    'Replica validity factor',
    '10',
    'A replica does not take over after a disconnection longer than this number of timeouts. 0 means it always may.',
    { aliases: ['cluster-slave-validity-factor'] },
  ),
  cluster.integer(
    'cluster-migration-barrier',
    'Migration barrier',
    '1',
    'A replica moves to a master without replicas only if its old master keeps this number.',
  ),
  cluster.yesno(
    'cluster-allow-replica-migration',
    'Replica migration',
    'yes',
    'Whether replicas move to masters without replicas.',
  ),
  cluster.yesno(
    'cluster-require-full-coverage',
    'Require full coverage',
    'yes',
    'Whether the cluster refuses all commands while some slots are not served.',
  ),
  cluster.yesno(
    'cluster-replica-no-failover',
    'No failover',
    'no',
    'Prevents an automatic promotion of this replica.',
    { aliases: ['cluster-slave-no-failover'] },
  ),
  cluster.yesno(
    'cluster-allow-reads-when-down',
    'Reads while down',
    'no',
    'Whether a node serves reads while the cluster is down.',
  ),
  cluster.yesno(
    'cluster-allow-pubsubshard-when-down',
    'Sharded pub/sub while down',
    'yes',
    'Whether sharded pub/sub continues while the cluster is down.',
  ),
  cluster.memory(
    'cluster-link-sendbuf-limit',
    'Cluster bus send buffer',
    '0',
    'Maximum memory for the send buffer of a link to another node. 0 means no limit.',
  ),
  cluster.text('cluster-announce-ip', 'Announced address', '', 'The address to announce to other nodes.'),
  cluster.text('cluster-announce-hostname', 'Announced name', '', 'The host name to announce to clients.'),
  cluster.integer('cluster-announce-port', 'Announced port', '0', 'The port to announce to other nodes.', {
    maximum: 65_535,
  }),
  cluster.integer('cluster-announce-tls-port', 'Announced TLS port', '0', 'The TLS port to announce to other nodes.', {
    maximum: 65_535,
  }),
  cluster.integer('cluster-announce-bus-port', 'Announced bus port', '0', 'The bus port to announce to other nodes.', {
    maximum: 65_535,
  }),
  cluster.choice(
    'cluster-preferred-endpoint-type',
    'Preferred endpoint',
    'ip',
    'Whether redirections name the address, the host name or an unknown endpoint.',
    { options: ['ip', 'hostname', 'unknown-endpoint'] },
  ),
];
