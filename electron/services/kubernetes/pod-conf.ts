import type { KubernetesNote } from '../../../shared/contract/kubernetes.ts';
import { quoteArg } from '../redis/conf/conf-args.ts';
import { namesOf } from '../redis/conf/conf-values.ts';
import type { Directive, RedisConf } from '../redis/conf/redis-conf.ts';
import { mayHoldSecret } from '../redis/conf/secrets.ts';
import { renamedCommands } from '../redis/conf/server-settings.ts';

/** The paths in the pod. */
export const POD = {
  data: '/data',
  conf: '/etc/redis/redis.conf',
  /** A volume in memory. */
  run: '/run/redis',
  auth: '/run/redis/auth.conf',
} as const;

/** Settings that a pod decides, whatever the instance had. */
const placement: readonly Directive[] = [
  { name: 'port', args: ['6379'] },
  { name: 'protected-mode', args: ['yes'] },
  { name: 'dir', args: [POD.data] },
  { name: 'logfile', args: [''] },
  { name: 'daemonize', args: ['no'] },
  { name: 'supervised', args: ['no'] },
];

/** Each is the end of a line that begins with the names of directives and a colon. */
const placedReasons: Readonly<Record<string, string>> = {
  port: '6379 in the pod. The Service has the same port.',
  'protected-mode': 'yes, so that Redis refuses other pods if it ever has no password.',
  dir: `${POD.data}, the data volume.`,
  logfile: 'Empty: kubectl logs reads standard output.',
  daemonize: 'no: a container ends with its first process.',
  supervised: 'no: Kubernetes supervises the pod.',
};

const FROM_SECRET = 'Comes from the Secret.';
const OWN_ADDRESS = 'Left out: a pod has an address of its own and listens on it.';
const NO_TLS =
  'Left out: the certificates of this computer are not exported, and the pod speaks plain Redis. Restrict it with a NetworkPolicy, or add TLS with certificates of the cluster.';
const NO_REPLICA = 'Left out: the pod is a master. Its data is not that of the former master.';
const NO_ACL = 'Left out: it holds password hashes. Create the users in the cluster with ACL SETUSER.';
const NO_SOCKET = 'Left out: programs in other pods cannot reach a Unix socket.';
const NO_CLUSTER = 'Left out: the manifests describe one server, not a Redis Cluster.';
const NO_CPUS = 'Left out: Kubernetes assigns processors.';
const NO_SYSLOG = 'Left out: a container has no syslog.';

/** Directives that make no sense in a pod, with the reason. */
const leftOut: readonly (readonly [RegExp, string])[] = [
  [/^requirepass$/, FROM_SECRET],
  [/^(user|aclfile)$/, NO_ACL],
  [/^(bind|bind-source-addr)$/, OWN_ADDRESS],
  [/^tls-/, NO_TLS],
  [/^unixsocket(perm|group)?$/, NO_SOCKET],
  [/^pidfile$/, 'Left out: a container needs no PID file.'],
  [/^include$/, 'Left out: the file could not be read. Add its lines to the ConfigMap.'],
  [/^loadmodule$/, 'Left out: the image does not contain the module. Use an image that does, and add the line.'],
  [/^(replicaof|masterauth|masteruser)$/, NO_REPLICA],
  [/^(replica|cluster)-announce/, OWN_ADDRESS],
  [/^cluster-/, NO_CLUSTER],
  [/cpulist$/, NO_CPUS],
  [/^syslog-/, NO_SYSLOG],
];

/** Commands that the probes and the backups send. */
const NEEDED_COMMANDS = ['AUTH', 'PING', 'SYNC'];

export interface PodConf {
  /** The redis.conf of the ConfigMap. It has no comments of the original, which may contain an old password. */
  readonly text: string;
  /** One for each reason, with all its directives. Without values: they may be paths of this computer, or secrets. */
  readonly notes: readonly KubernetesNote[];
}

/**
 * The redis.conf of an instance for a pod.
 * @param conf its effective configuration with included files in place
 */
export function podConf(conf: RedisConf): PodConf {
  const notes = new Map<string, string>();
  const kept: string[] = [];
  for (const { directive, text } of conf.lines) {
    if (directive === null) {
      const isBroken = text.trim() !== '' && !text.trim().startsWith('#');
      if (isBroken) notes.set('redis.conf', 'A line with unbalanced quotes is left out.');
      continue;
    }
    const line = { ...directive, name: namesOf(directive.name)[0] ?? directive.name };
    const reason = reasonToLeaveOut(line);
    if (reason === null) kept.push(formatDirective(line));
    else if (reason !== '') notes.set(line.name, reason);
  }
  const renamed = renamedCommands(conf);
  for (const command of NEEDED_COMMANDS.filter((name) => renamed[name] !== undefined))
    notes.set(`rename-command ${command}`, 'Kept, but the probes or backups need the command. Remove the line.');
  const lines = [
    '# Of the pod',
    ...placement.map(formatDirective),
    '',
    '# Of the instance',
    ...kept,
    '',
    '# The password, written when the pod starts',
    formatDirective({ name: 'include', args: [POD.auth] }),
  ];
  return {
    text: `${lines.join('\n')}\n`,
    notes: byReason(notes),
  };
}

function byReason(notes: ReadonlyMap<string, string>): readonly KubernetesNote[] {
  const reasons = new Set(notes.values());
  return [...reasons].map((reason) => {
    const subject = [...notes.keys()].filter((name) => notes.get(name) === reason).join(', ');
    return { subject, text: `${subject}: ${reason}` };
  });
}

/** Null: the line is kept. Empty: it is left out, because the pod has the same value. */
function reasonToLeaveOut({ name, args }: Directive): string | null {
  const placed = placement.find((one) => one.name === name);
  if (placed) return placed.args.join(' ') === args.join(' ').toLowerCase() ? '' : (placedReasons[name] ?? '');
  const rule = leftOut.find(([pattern]) => pattern.test(name));
  if (rule) return rule[1];
  return mayHoldSecret(name) ? 'Left out: it may hold a secret. Add it to the Secret if the pod needs it.' : null;
}

function formatDirective({ name, args }: Directive): string {
  return [name, ...args.map(quoteArg)].join(' ');
}
