import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { doubtfulMemory, parseMemory } from '../../../../shared/memory.ts';
import { memoryPolicies } from '../../../../shared/memory-policies.ts';

export type PersistenceMode = 'rdb' | 'aof' | 'both' | 'none';

/** The settings of a new installation. Sizes are in Redis's notation. */
export interface SettingDefaults {
  readonly maxMemory: string;
  readonly maxMemoryPolicy: string;
  readonly persistence: PersistenceMode;
  readonly saveIntervals: string;
  readonly password: string;
  readonly databases: number;
  readonly protectedMode: 'yes' | 'no';
  readonly logLevel: string;
  readonly tcpBacklog: number;
  readonly timeout: number;
  readonly tcpKeepalive: number;
}

/** The names of the containers and networks of this home. */
export interface Naming {
  /** `vrooli-redis-resource`, or `$REDIS_CONTAINER_NAME`. */
  readonly mainContainer: string;
  readonly mainNetwork: string;
  readonly clientPrefix: string;
}

/** The folders of main's data, redis.conf and log; null: the default folder below the home. */
export interface MainFolders {
  readonly data: string | null;
  readonly config: string | null;
  readonly logs: string | null;
}

/** The process environment, read once and validated. Names and defaults are those of the older scripts. */
export interface Environment {
  readonly home: string;
  /** The record of an installed main overrides these. */
  readonly mainFolders: MainFolders;
  /** The record of an installed main overrides these too. */
  readonly naming: Naming;
  readonly image: string;
  /** Where images without a registry in their name are looked for first, such as `mirror.example.com`; empty: nowhere. */
  readonly mirror: string;
  /** The runtime for new instances that do not name one; `auto`: the first usable one. */
  readonly runtime: RuntimeKind | 'auto';
  readonly mainPort: number;
  /** The address on which main listens, in addition to the one that this app connects to. */
  readonly mainAddress: string;
  readonly tenantPorts: { readonly start: number; readonly end: number };
  /** The ports of services beside the Redis of tenants. */
  readonly companionPorts: { readonly start: number; readonly end: number };
  /** How long a server may take to respond after its start. */
  readonly readyTimeoutMs: number;
  /** How long a server holds back writes if this process is suspended or dies during a safety backup. */
  readonly writePauseMs: number;
  readonly defaults: SettingDefaults;
  /** The names of the set variables, so that a restart can tell a requested change from a default. */
  readonly given: ReadonlySet<string>;
}

/**
 * Reads `VROOLI_HOME` and the scripts' `REDIS_*` variables.
 * @throws AppError BAD_VALUE, naming the variable, or for sudo in the home of its caller
 */
export function readEnvironment(given: Readonly<Record<string, string | undefined>>): Environment {
  const env = withoutLineEnds(given);
  const text = (name: string, fallback: string) => env[name] || fallback;
  const folder = (name: string) => (env[name] ? resolve(env[name]) : null);
  const whole = (name: string, fallback: number, min: number, max: number) => {
    const given = env[name];
    if (!given) return fallback;
    const value = Number(given);
    if (!/^\d+$/.test(given) || value < min || value > max)
      throw badValue(name, given, `a whole number from ${min} to ${max}`);
    return value;
  };
  const oneOf = <T extends string>(name: string, fallback: T, allowed: readonly T[]): T => {
    const given = env[name] || fallback;
    const found = allowed.find((choice) => choice === given);
    if (!found) throw badValue(name, given, `one of ${allowed.join(', ')}`);
    return found;
  };
  const name = (variable: string, fallback: string) => {
    const given = text(variable, fallback);
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(given))
      throw badValue(variable, given, 'a name of letters, digits, "_", "." and "-"');
    return given;
  };
  const maxMemory = text('REDIS_MAX_MEMORY', '2gb').trim();
  if (parseMemory(maxMemory) === null) throw badValue('REDIS_MAX_MEMORY', maxMemory, 'a size such as 512mb or 2gb');
  const doubt = doubtfulMemory(maxMemory);
  if (doubt !== null) {
    const message = `REDIS_MAX_MEMORY: ${doubt} To use that size, write ${maxMemory}b.`;
    throw new AppError('BAD_VALUE', message, { field: 'REDIS_MAX_MEMORY', expected: 'a size with a unit' });
  }
  const start = whole('REDIS_CLIENT_PORT_START', 6381, 1, 65535);
  const companionStart = whole('REDIS_COMPANION_PORT_START', 15400, 1, 65535);
  const home = resolve(text('VROOLI_HOME', join(homedir(), '.vrooli')));
  refuseSudo(home, env);
  return {
    home,
    mainFolders: { data: folder('REDIS_DATA_DIR'), config: folder('REDIS_CONFIG_DIR'), logs: folder('REDIS_LOG_DIR') },
    naming: {
      mainContainer: name('REDIS_CONTAINER_NAME', 'vrooli-redis-resource'),
      mainNetwork: name('REDIS_NETWORK_NAME', 'vrooli-resources'),
      clientPrefix: name('REDIS_CLIENT_PREFIX', 'vrooli-client'),
    },
    image: text('REDIS_IMAGE', 'redis:7-alpine'),
    mirror: '',
    runtime: 'auto',
    mainPort: whole('REDIS_PORT', 6380, 1, 65535),
    mainAddress: address(text('REDIS_BIND', '127.0.0.1')),
    tenantPorts: { start, end: whole('REDIS_CLIENT_PORT_END', 6399, start, 65535) },
    companionPorts: {
      start: companionStart,
      end: whole('REDIS_COMPANION_PORT_END', Math.max(15499, companionStart), companionStart, 65535),
    },
    readyTimeoutMs: whole('REDIS_READY_TIMEOUT', 30, 1, 3600) * 1000,
    writePauseMs: whole('REDIS_WRITE_PAUSE', 10, 1, 3600) * 1000,
    defaults: {
      maxMemory,
      maxMemoryPolicy: oneOf('REDIS_MAX_MEMORY_POLICY', 'allkeys-lru', memoryPolicies),
      persistence: oneOf<PersistenceMode>('REDIS_PERSISTENCE', 'rdb', ['rdb', 'aof', 'both', 'none']),
      saveIntervals: saveIntervals(text('REDIS_SAVE_INTERVALS', '900 1 300 10 60 10000')),
      password: text('REDIS_PASSWORD', ''),
      databases: whole('REDIS_DATABASES', 16, 1, 1_000_000),
      protectedMode: oneOf('REDIS_PROTECTED_MODE', 'no', ['yes', 'no']),
      logLevel: oneOf('REDIS_LOGLEVEL', 'notice', ['debug', 'verbose', 'notice', 'warning']),
      tcpBacklog: whole('REDIS_TCP_BACKLOG', 511, 1, 65535),
      timeout: whole('REDIS_TIMEOUT', 0, 0, 2_147_483_647),
      tcpKeepalive: whole('REDIS_TCP_KEEPALIVE', 300, 0, 2_147_483_647),
    },
    given: new Set(Object.keys(env).filter((key) => env[key] && (key.startsWith('REDIS_') || key === 'VROOLI_HOME'))),
  };
}

/** A shell that reads a file with Windows line ends leaves a carriage return at the end of each value. */
function withoutLineEnds(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const ours = Object.entries(env).filter(([name]) => name.startsWith('REDIS_') || name === 'VROOLI_HOME');
  return { ...env, ...Object.fromEntries(ours.map(([name, value]) => [name, value?.replace(/\r+$/, '')])) };
}

function saveIntervals(given: string): string {
  const numbers = given.trim().split(/\s+/);
  if (numbers.length % 2 !== 0 || numbers.some((number) => !/^[1-9]\d*$/.test(number))) {
    throw badValue('REDIS_SAVE_INTERVALS', given, 'pairs of seconds and changes such as "900 1 300 10"');
  }
  return numbers.join(' ');
}

function address(given: string): string {
  if (isIP(given)) return given;
  throw badValue('REDIS_BIND', given, 'an address of this computer, such as 127.0.0.1, or 0.0.0.0 for all of them');
}

/**
 * Root by `sudo` in the home of the user who called it would leave files that this user cannot read: passwords, backups
 * and records have mode 0600.
 */
function refuseSudo(
  home: string,
  { SUDO_UID: uid, SUDO_USER: user }: Readonly<Record<string, string | undefined>>,
): void {
  if (process.geteuid?.() !== 0 || !uid || uid === '0' || String(ownerOf(home)) !== uid) return;
  const expected = 'a command without sudo';
  const message = `${home} belongs to ${user ?? uid}, and sudo runs this command as root: it would leave files there that their owner cannot read. Run it without sudo.`;
  throw new AppError('BAD_VALUE', message, { field: 'sudo', expected });
}

/** The user id of the owner of a folder or, while it is missing, of its nearest parent. */
function ownerOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  return found || dirname(path) === path ? (found?.uid ?? 0) : ownerOf(dirname(path));
}

function badValue(field: string, given: string, expected: string): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', `${field}: "${given}" is not ${expected}.`, { field, expected });
}
