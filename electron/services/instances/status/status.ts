import { clientHost, urlHost } from '../../../../shared/connection/client-host.ts';
import type { InstanceStatus, Problem } from '../../../../shared/contract/instance.ts';
import { can, runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { holderName, type PortHolder, stopAdvice } from '../../ports/port-holder.ts';
import { type ConfiguredSettings, persistenceMode } from '../../redis/conf/server-settings.ts';
import { LinkError, type LinkFailure } from '../../redis/connection/link-failure.ts';
import type { RedisAnswer } from '../../redis/connection/redis-link.ts';
import { type InfoFields, infoNumber, keyspace } from '../../redis/info/info.ts';
import { reasonOf } from '../../runtimes/docker/engine/engine-failure.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { withLinkAdvice } from './link-advice.ts';
import { configuredReplication, replicationOf } from './replication.ts';

/** How long after its start a silent server counts as starting. */
const STARTING_MS = 10_000;

/** The observations from which a status is computed. */
export interface Findings {
  readonly instance: ManagedInstance;
  /** Null if the server is not running and was not asked. */
  readonly answer: RedisAnswer | LinkError | null;
  /** The program that listens on the port of a stopped instance; null: none. */
  readonly portTaken: PortHolder | null;
  readonly lastKnownKeys: InstanceStatus['lastKnownKeys'];
  /** The state when its engine last answered. */
  readonly lastState?: InstanceStatus['lastKnownState'] | null;
}

/** Computes the status document of one instance. Does no I/O. */
export function statusOf(findings: Findings, now: Date): InstanceStatus {
  const { instance, answer } = findings;
  const { entry, record, settings } = instance;
  const port = entry?.address?.port ?? settings?.port ?? record?.port ?? null;
  const published = record && can(record.runtime, 'network') && !entry ? record.port : port;
  const socket = entry?.address?.path ?? null;
  const engine = entry?.engine ?? record?.engineName;
  const deployment = entry?.deployment ?? record?.deployment;
  const host = entry?.address?.host ?? record?.publishedAt ?? '127.0.0.1';
  const { state, problem } = withTrouble(assess(findings, now), findings);
  const running = state === 'running' || state === 'starting' || state === 'unhealthy';
  const metrics =
    running && answer !== null && !(answer instanceof LinkError) ? metricsOf(answer) : noMetrics(settings);
  // Written out: spreading takes ten times as long, and twenty are created every second.
  return {
    id: instance.id,
    runtime: entry?.runtime ?? record?.runtime ?? null,
    state,
    problem,
    container: entry?.container ?? null,
    network: entry?.network ?? null,
    image: entry?.image ?? null,
    host,
    port: socket === null ? published : null,
    url: socket === null ? urlOf(clientHost({ engine, host }), published, settings) : `unix://${socket}`,
    ...(socket !== null && { socket }),
    ...(engine !== undefined && { engine }),
    ...(deployment !== undefined && { deployment }),
    ...(findings.lastState && problem?.code === 'ENGINE_UNREACHABLE' && { lastKnownState: findings.lastState }),
    passwordSet: needsPassword(answer) ?? settings?.passwordSet ?? false,
    ...(settings?.certificate != null && { tls: true as const }),
    version: metrics.version,
    uptimeSeconds: metrics.uptimeSeconds,
    memory: metrics.memory,
    clients: metrics.clients,
    commands: metrics.commands,
    hitRate: metrics.hitRate,
    lookups: metrics.lookups,
    databases: metrics.databases,
    lastKnownKeys: metrics.uptimeSeconds === null ? findings.lastKnownKeys : null,
    persistence: metrics.persistence,
    replication: withLinkAdvice(instance.id, metrics.replication, entry),
  };
}

/** Whether the running server requires a password; null if unknown. */
function needsPassword(answer: Findings['answer']): boolean | null {
  if (!(answer instanceof LinkError)) return answer?.passwordSet ?? null;
  if (answer.failure === 'password-required' || answer.failure === 'wrong-password') return true;
  return answer.failure === 'protected-mode' ? false : null;
}

function urlOf(host: string, port: number | null, settings: ConfiguredSettings | null): string | null {
  return port === null ? null : `${settings?.tls ? 'rediss' : 'redis'}://${urlHost(host)}:${port}`;
}

type Assessment = Pick<InstanceStatus, 'state' | 'problem'>;

function assess(findings: Findings, now: Date): Assessment {
  const { instance, answer } = findings;
  const { entry } = instance;
  if (!entry) return withoutEntry(instance, findings.lastState ?? null);
  // It may run: what would show it cannot be read.
  if (entry.problem?.code === 'RECORD_UNREADABLE') return { state: 'unhealthy', problem: entry.problem };
  if (entry.state === 'stopped') {
    const { portTaken } = findings;
    const taken = portTaken && entry.address ? portTakenBy(portTaken, entry.address.port) : null;
    // The runtime only reports that the port is taken; the holder is known here.
    if (taken && entry.problem?.code === 'PORT_TAKEN') {
      return { state: 'stopped', problem: { ...taken, since: entry.problem.since } };
    }
    return {
      state: 'stopped',
      problem: entry.problem ?? unprotectedPort(instance, false) ?? wrongConfig(instance, false) ?? taken,
    };
  }
  if (entry.problem) return { state: 'unhealthy', problem: entry.problem };
  // Before a connection that fails: the server may have another password than redis.conf.
  const unprotected = unprotectedPort(instance, true);
  if (unprotected) return { state: 'unhealthy', problem: unprotected };
  if (answer instanceof LinkError) return notAnswering(answer, entry.startedAt, now);
  if (answer === null) return { state: 'stopped', problem: null };
  const { info } = answer;
  if (entry.runId !== null && info.get('run_id') !== entry.runId) {
    return { state: 'unhealthy', problem: otherServerOnPort(entry.address?.port ?? 0) };
  }
  if (info.get('loading') === '1') return { state: 'starting', problem: null };
  const problem = memoryFull(info) ? outOfMemory : wrongConfig(instance, true);
  return { state: problem === null ? 'running' : 'unhealthy', problem };
}

/** Reports an unreadable file instead of its consequences, such as a wrong password. */
function withTrouble(assessed: Assessment, { instance: { trouble, entry }, answer }: Findings): Assessment {
  if (!trouble || assessed.problem?.code === 'ENGINE_UNREACHABLE') return assessed;
  const answers = answer !== null && !(answer instanceof LinkError);
  return { state: entry?.state === 'running' && !answers ? 'unhealthy' : assessed.state, problem: trouble };
}

function withoutEntry(
  { record, unreachable, id }: ManagedInstance,
  last: InstanceStatus['lastKnownState'] | null,
): Assessment {
  if (unreachable) {
    const why = reasonOf(unreachable);
    return {
      state: 'unhealthy',
      problem: {
        code: 'ENGINE_UNREACHABLE',
        message: `${why.message} ${last ? `${id} was ${last.state} when it last answered.` : `The state of ${id} is unknown.`}`,
        fix: why.fix,
        since: null,
      },
    };
  }
  if (!record) return { state: 'missing', problem: null };
  return {
    state: 'missing',
    problem: {
      code: 'CONTAINER_GONE',
      message:
        record.engineName !== undefined
          ? `The ${runtimeTraits[record.runtime].unit} of ${id} is missing; its settings are intact.`
          : can(record.runtime, 'engine')
            ? `The ${runtimeTraits[record.runtime].unit} of ${id} is missing; its data and settings are intact.`
            : `The ${runtimeTraits[record.runtime].unit} record of ${id} is missing; its data and settings are intact.`,
      fix: 'Start it to recreate it around the same data.',
      since: null,
    },
  };
}

function notAnswering(error: LinkError, startedAt: string | null, now: Date): Assessment {
  const refusal = refusals[error.failure];
  if (refusal) return { state: 'unhealthy', problem: { ...refusal, message: error.message, since: null } };
  const age = startedAt === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(startedAt);
  if (age < STARTING_MS) return { state: 'starting', problem: null };
  return {
    state: 'unhealthy',
    problem: {
      code: 'NOT_ANSWERING',
      message: `The server is running, but ${lowerFirst(error.message)}`,
      fix: 'Check the log or restart it.',
      since: null,
    },
  };
}

/** A server that rejects our connection has a problem, even right after its start. */
const refusals: Partial<Record<LinkFailure, Pick<Problem, 'code' | 'fix'>>> = {
  'wrong-password': {
    code: 'WRONG_PASSWORD',
    fix: 'The password of the running server was changed outside this app. Enter it, or restart the instance to use the password in redis.conf.',
  },
  'password-required': {
    code: 'PASSWORD_REQUIRED',
    fix: 'Enter the password. If it was set outside this app with CONFIG SET, a restart runs the instance without one.',
  },
  'no-permission': {
    code: 'NO_PERMISSION',
    fix: 'Allow the user "default" these commands in the ACL file or redis.conf, then restart the instance.',
  },
  'protected-mode': {
    code: 'PROTECTED_MODE',
    fix: 'Set a password, or set protected-mode to no in redis.conf, then restart the instance.',
  },
  'too-many-clients': { code: 'TOO_MANY_CLIENTS', fix: 'Close clients, or raise maxclients and restart the instance.' },
  'unknown-command': { code: 'COMMAND_UNAVAILABLE', fix: null },
  'other-transport': {
    code: 'TLS_DIFFERS',
    fix: 'Restart the instance to use redis.conf, or set the former TLS settings in the file again.',
  },
};

const outOfMemory: Problem = {
  code: 'OUT_OF_MEMORY',
  message: 'Memory is full and maxmemory-policy is noeviction, so Redis refuses writes.',
  fix: 'Raise maxmemory, choose an evicting maxmemory-policy, or delete keys.',
  since: null,
};

function memoryFull(info: InfoFields): boolean {
  const limit = infoNumber(info, 'maxmemory') ?? 0;
  const used = infoNumber(info, 'used_memory') ?? 0;
  return limit > 0 && used >= limit && info.get('maxmemory_policy') === 'noeviction';
}

/** A redis.conf with which no server starts. A running server still uses the previous contents. */
function wrongConfig({ settings }: ManagedInstance, running: boolean): Problem | null {
  if (settings?.problem == null) return null;
  return {
    code: 'CONFIG_UNREADABLE',
    message: running
      ? `${settings.problem} The server keeps its previous settings but would not start again.`
      : settings.problem,
    fix: 'Correct that line in redis.conf.',
    since: null,
    ...(settings.problemLine !== null && { line: settings.problemLine }),
  };
}

/** A redis.conf that would open a port of another machine without TLS or a password. It is never uploaded. */
function unprotectedPort({ unprotected }: ManagedInstance, running: boolean): Problem | null {
  if (unprotected === null) return null;
  return {
    code: 'PORT_UNPROTECTED',
    message: running
      ? `redis.conf does not protect the port, so it is not used. ${unprotected} The server keeps its previous settings but would not start again.`
      : `redis.conf does not protect the port, so it is not used. ${unprotected}`,
    fix: 'Correct redis.conf.',
    since: null,
  };
}

function portTakenBy(holder: PortHolder, port: number): Problem {
  return {
    code: 'PORT_TAKEN',
    message: `Port ${port} is already in use by ${holderName(holder)}, so it cannot start.`,
    fix: `${stopAdvice(holder)}, or give this instance another port.`,
    since: null,
  };
}

function otherServerOnPort(port: number): Problem {
  return {
    code: 'STRANGER',
    message: `Another Redis server answers on port ${port}.`,
    fix: 'Stop that server, then restart this instance.',
    since: null,
  };
}

function noMetrics(settings: ConfiguredSettings | null) {
  return {
    version: null,
    uptimeSeconds: null,
    memory: { usedBytes: null, peakBytes: null, limitBytes: settings?.memoryLimitBytes ?? null },
    clients: { connected: null },
    commands: { total: null, perSecond: null },
    hitRate: null,
    lookups: { hits: null, misses: null },
    databases: [],
    persistence: { mode: settings?.persistence ?? null, lastSaveAt: null, changesSinceSave: null },
    replication: configuredReplication(settings),
  };
}

function metricsOf({ info, save }: RedisAnswer) {
  const number = (name: string) => infoNumber(info, name);
  const hits = number('keyspace_hits');
  const misses = number('keyspace_misses');
  const lookups = (hits ?? 0) + (misses ?? 0);
  const aof = info.get('aof_enabled') === '1';
  return {
    version: info.get('valkey_version') ?? info.get('redis_version') ?? null,
    uptimeSeconds: number('uptime_in_seconds'),
    memory: {
      usedBytes: number('used_memory'),
      peakBytes: number('used_memory_peak'),
      limitBytes: number('maxmemory') || null,
    },
    clients: { connected: number('connected_clients') },
    commands: { total: number('total_commands_processed'), perSecond: number('instantaneous_ops_per_sec') },
    hitRate: lookups > 0 ? (hits ?? 0) / lookups : null,
    lookups: { hits, misses },
    databases: [...keyspace(info)],
    persistence: {
      mode: save === null ? null : persistenceMode(save !== '', aof),
      lastSaveAt: lastSaveAt(info),
      changesSinceSave: number('rdb_changes_since_last_save'),
    },
    replication: replicationOf(info),
  };
}

/** Before its first save (`rdb_saves` is 0, Redis 7), a server reports its start time as the last save. */
function lastSaveAt(info: InfoFields): string | null {
  const seconds = infoNumber(info, 'rdb_last_save_time');
  if (!seconds || infoNumber(info, 'rdb_saves') === 0) return null;
  return new Date(seconds * 1000).toISOString();
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
