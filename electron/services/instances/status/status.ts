import type { InstanceStatus, Problem } from '../../../../shared/contract/instance.ts';
import { holderName, type PortHolder, stopAdvice } from '../../ports/port-holder.ts';
import { type ConfiguredSettings, persistenceMode } from '../../redis/conf/server-settings.ts';
import { LinkError, type LinkFailure } from '../../redis/connection/link-failure.ts';
import type { RedisAnswer } from '../../redis/connection/redis-link.ts';
import { type InfoFields, infoNumber, keyspace } from '../../redis/info/info.ts';
import { whyUnreachable } from '../../runtimes/docker/engine/engine-failure.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { withLinkAdvice } from './link-advice.ts';
import { configuredReplication, replicationOf } from './replication.ts';

/** How long after its start a server that does not answer yet counts as starting, ms. */
const STARTING_MS = 10_000;

/** What was found out about an instance in one look. */
export interface Findings {
  readonly known: ManagedInstance;
  /** Null when the server was not asked: it does not run. */
  readonly answer: RedisAnswer | LinkError | null;
  /** Who listens on the port of a stopped instance; null: nobody. */
  readonly portTaken: PortHolder | null;
  readonly lastKnownKeys: InstanceStatus['lastKnownKeys'];
}

/** The status document of one instance. Computes only; everything was gathered before. */
export function statusOf(findings: Findings, now: Date): InstanceStatus {
  const { known, answer } = findings;
  const { entry, record, settings } = known;
  const port = entry?.address?.port ?? settings?.port ?? record?.port ?? null;
  const published = record?.runtime === 'docker' && !entry ? record.port : port;
  const socket = entry?.address?.path ?? null;
  const { state, problem } = withTrouble(judge(findings, now), findings);
  const running = state === 'running' || state === 'starting' || state === 'unhealthy';
  const figures =
    running && answer !== null && !(answer instanceof LinkError) ? figuresOf(answer) : noFigures(settings);
  // Written out, as twenty are made every second and spreading takes ten times as long.
  return {
    id: known.id,
    runtime: entry?.runtime ?? record?.runtime ?? null,
    state,
    problem,
    container: entry?.container ?? null,
    network: entry?.network ?? null,
    image: entry?.image ?? null,
    host: entry?.address?.host ?? '127.0.0.1',
    port: socket === null ? published : null,
    url: socket === null ? urlOf(published, settings) : `unix://${socket}`,
    ...(socket !== null && { socket }),
    passwordSet: needsPassword(answer) ?? settings?.passwordSet ?? false,
    version: figures.version,
    uptimeSeconds: figures.uptimeSeconds,
    memory: figures.memory,
    clients: figures.clients,
    commands: figures.commands,
    hitRate: figures.hitRate,
    lookups: figures.lookups,
    databases: figures.databases,
    lastKnownKeys: figures.uptimeSeconds === null ? findings.lastKnownKeys : null,
    persistence: figures.persistence,
    replication: withLinkAdvice(known.id, figures.replication, entry),
  };
}

/** What the running server itself shows; null where it shows nothing. */
function needsPassword(answer: Findings['answer']): boolean | null {
  if (!(answer instanceof LinkError)) return answer?.passwordSet ?? null;
  if (answer.failure === 'password-required' || answer.failure === 'wrong-password') return true;
  return answer.failure === 'protected-mode' ? false : null;
}

function urlOf(port: number | null, settings: ConfiguredSettings | null): string | null {
  return port === null ? null : `${settings?.tls ? 'rediss' : 'redis'}://localhost:${port}`;
}

type Judgement = Pick<InstanceStatus, 'state' | 'problem'>;

function judge(findings: Findings, now: Date): Judgement {
  const { known, answer } = findings;
  const { entry } = known;
  if (!entry) return withoutEntry(known);
  if (entry.state === 'stopped') {
    const { portTaken } = findings;
    const taken = portTaken && entry.address ? portTakenBy(portTaken, entry.address.port) : null;
    // The runtime tells only that the port is taken; who holds it is found out here.
    if (taken && entry.problem?.code === 'PORT_TAKEN') {
      return { state: 'stopped', problem: { ...taken, since: entry.problem.since } };
    }
    return { state: 'stopped', problem: entry.problem ?? wrongConfig(known, false) ?? taken };
  }
  if (entry.problem) return { state: 'unhealthy', problem: entry.problem };
  if (answer instanceof LinkError) return notAnswering(answer, entry.startedAt, now);
  if (answer === null) return { state: 'stopped', problem: null };
  const { info } = answer;
  if (entry.runId !== null && info.get('run_id') !== entry.runId) {
    return { state: 'unhealthy', problem: stranger(entry.address?.port ?? 0) };
  }
  if (info.get('loading') === '1') return { state: 'starting', problem: null };
  const problem = memoryFull(info) ? outOfMemory : wrongConfig(known, true);
  return { state: problem === null ? 'running' : 'unhealthy', problem };
}

/** A file that cannot be read is named before what comes of it, such as a password that is not known. */
function withTrouble(judged: Judgement, { known: { trouble, entry }, answer }: Findings): Judgement {
  if (!trouble || judged.problem?.code === 'ENGINE_UNREACHABLE') return judged;
  const answers = answer !== null && !(answer instanceof LinkError);
  return { state: entry?.state === 'running' && !answers ? 'unhealthy' : judged.state, problem: trouble };
}

function withoutEntry({ record, unreachable, id }: ManagedInstance): Judgement {
  if (unreachable) {
    const why = whyUnreachable(unreachable.data.reason, unreachable.data.endpoint);
    return {
      state: 'unhealthy',
      problem: {
        code: 'ENGINE_UNREACHABLE',
        message: `${why.message} The state of ${id} is not known.`,
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
        record.runtime === 'docker'
          ? `The container of ${id} is not there; its data and settings are.`
          : `The process of ${id} is not known any more; its data and settings are there.`,
      fix: 'Start it: it is recreated around the same data.',
      since: null,
    },
  };
}

function notAnswering(error: LinkError, startedAt: string | null, now: Date): Judgement {
  const refusal = refusals[error.failure];
  if (refusal) return { state: 'unhealthy', problem: { ...refusal, message: error.message, since: null } };
  const age = startedAt === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(startedAt);
  if (age < STARTING_MS) return { state: 'starting', problem: null };
  return {
    state: 'unhealthy',
    problem: {
      code: 'NOT_ANSWERING',
      message: `It runs, but ${lowerFirst(error.message)}`,
      fix: 'Look at its log; a restart may help.',
      since: null,
    },
  };
}

/** A server that is alive and refuses us has a problem of its own, however young it is. */
const refusals: Partial<Record<LinkFailure, Pick<Problem, 'code' | 'fix'>>> = {
  'wrong-password': {
    code: 'WRONG_PASSWORD',
    fix: 'The password of the running server was changed outside of this app. Restart the instance to use the password of redis.conf.',
  },
  'password-required': {
    code: 'PASSWORD_REQUIRED',
    fix: 'Write the password into redis.conf as "requirepass", or restart the instance to run it without one.',
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
};

const outOfMemory: Problem = {
  code: 'OUT_OF_MEMORY',
  message: 'Memory is full and the policy is noeviction: writes are refused.',
  fix: 'Raise maxmemory, choose a policy that evicts, or delete keys.',
  since: null,
};

function memoryFull(info: InfoFields): boolean {
  const limit = infoNumber(info, 'maxmemory') ?? 0;
  const used = infoNumber(info, 'used_memory') ?? 0;
  return limit > 0 && used >= limit && info.get('maxmemory_policy') === 'noeviction';
}

/** A redis.conf on which no server starts: a running one goes by what stood there before. */
function wrongConfig({ settings }: ManagedInstance, running: boolean): Problem | null {
  if (settings?.problem == null) return null;
  return {
    code: 'CONFIG_UNREADABLE',
    message: running
      ? `${settings.problem} It runs with its old settings and would not start again.`
      : settings.problem,
    fix: 'Correct that line of its configuration.',
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

function stranger(port: number): Problem {
  return {
    code: 'STRANGER',
    message: `Another Redis server answers on port ${port}, not this instance.`,
    fix: 'Stop that server, then restart this instance.',
    since: null,
  };
}

function noFigures(settings: ConfiguredSettings | null) {
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

function figuresOf({ info, save }: RedisAnswer) {
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

/** A server that has not saved since its start (`rdb_saves`, Redis 7) gives its start as the last save. */
function lastSaveAt(info: InfoFields): string | null {
  const seconds = infoNumber(info, 'rdb_last_save_time');
  if (!seconds || infoNumber(info, 'rdb_saves') === 0) return null;
  return new Date(seconds * 1000).toISOString();
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
