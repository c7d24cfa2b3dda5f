import { parseMemory } from '../../../../shared/memory.ts';
import { passwordFor } from '../../passwords/kept-password.ts';
import { unreadable } from '../../platform/files/state-file.ts';
import type { RenamedCommands } from '../connection/renamed-commands.ts';
import type { TlsFiles } from '../connection/tls-files.ts';
import { needsPassword } from './acl-users.ts';
import { createConfCache } from './conf-cache.ts';
import { type ConfPlace, pathHere, serverPath } from './conf-place.ts';
import { placeOfLine } from './line-place.ts';
import { modeOf, persistenceOf } from './persistence-mode.ts';
import { unprotectedBy } from './protected-port.ts';
import { directiveArgs, directiveLines, directiveValue, lastLineOf, type RedisConf } from './redis-conf.ts';

/** The connection settings of a server, from its configuration. */
export interface ServerSettings {
  /** The local address on which it listens, from `bind`. */
  readonly host: string;
  /** Null if the configuration has no valid port; then `socket`, if set, leads to the server. */
  readonly port: number | null;
  /** The path on this computer of the Unix socket of a server without a port; null if there is none. */
  readonly socket: string | null;
  /** The password for a connection: of the configuration, or one that a person entered. */
  readonly password: string | null;
  /** Whether a client needs a password. The ACL of the user "default" overrides `requirepass`. */
  readonly passwordSet: boolean;
  /** Set where the server has only a TLS port. */
  readonly tls: TlsFiles | null;
  readonly renamed: RenamedCommands;
}

/** The configured settings that views show of a stopped instance. */
export interface ConfiguredSettings extends ServerSettings {
  /** `maxmemory` in bytes; null when there is no limit. */
  readonly memoryLimitBytes: number | null;
  readonly persistence: 'rdb' | 'aof' | 'both' | 'none';
  /** The server's path of its certificate; null without TLS. */
  readonly certificate: string | null;
  /** Its master; null if it is no replica. */
  readonly replicaOf: { readonly host: string; readonly port: number } | null;
  /** Why a server cannot start with it, as a sentence that names the line; null when no reason was found. */
  readonly problem: string | null;
  /** The line of redis.conf to which `problem` refers; null: none, or one of another file. */
  readonly problemLine: number | null;
  /** The files for a client of its TLS port, also where the configuration has no such port. */
  readonly tlsFiles: TlsFiles;
  /** Why it must not be used for a port that is open on another machine: what to do, as a sentence; null: it may. */
  readonly unprotected: string | null;
}

const files = createConfCache((conf, place) => {
  // Redis would accept it and start without a password.
  if (conf.lines.every(({ text, origin }) => origin !== undefined || text.trim() === ''))
    throw unreadable(place.file, 'damaged', 'it is empty', 'Restore the settings, or install it again.');
  return settingsOf(conf, place);
});

/** The effective settings of an instance; null without a redis.conf. @throws AppError FILE_UNREADABLE */
export async function configuredSettings(place: ConfPlace): Promise<ConfiguredSettings | null> {
  return files.read(place);
}

export function settingsOf(conf: RedisConf, place: ConfPlace): ConfiguredSettings {
  const [plain, secure] = [portOf(conf, 'port'), portOf(conf, 'tls-port')];
  const socket = directiveValue(conf, 'unixsocket') || null;
  const listens = plain !== 0 || (secure !== null && secure !== 0);
  return {
    host: hostOf(directiveArgs(conf, 'bind') ?? []),
    renamed: renamedCommands(conf),
    port: plain || secure || null,
    socket: listens || socket === null ? null : pathHere(place, serverPath(place, place.cwd, socket)),
    tls: plain === 0 && secure ? tlsFiles(conf) : null,
    tlsFiles: tlsFiles(conf),
    unprotected: unprotectedBy(conf)?.advice ?? null,
    password: passwordFor(directiveValue(conf, 'requirepass') || null, place.keptPassword),
    passwordSet: needsPassword(conf, place),
    memoryLimitBytes: parseMemory(directiveValue(conf, 'maxmemory') ?? '0') || null,
    persistence: modeOf(persistenceOf(conf)),
    certificate: secure ? directiveValue(conf, 'tls-cert-file') || null : null,
    replicaOf: masterOf(conf),
    ...portProblem(conf, place, listens || socket !== null),
  };
}

function portProblem(
  conf: RedisConf,
  place: ConfPlace,
  listens: boolean,
): Pick<ConfiguredSettings, 'problem' | 'problemLine'> {
  for (const name of ['port', 'tls-port']) {
    const problem = invalidPortReason(conf, place, name);
    if (problem !== null) return { problem, problemLine: ownLine(conf, name) };
  }
  if (listens) return { problem: null, problemLine: null };
  const problem = `${placeOfLine(conf, place, 'port')} says port 0, and there is no unixsocket: the server would not listen at all.`;
  return { problem, problemLine: ownLine(conf, 'port') };
}

/** The number of the effective line of a directive, if it is in redis.conf itself. */
function ownLine(conf: RedisConf, name: string): number | null {
  const found = lastLineOf(conf, name);
  return found === null || found.line.origin !== undefined ? null : found.number;
}

/** 127.0.0.1 where it is bound, which is nearly always. A `-` before an address marks it as optional. */
function hostOf(bind: readonly string[]): string {
  const addresses = bind.map((address) => address.replace(/^-/, ''));
  if (addresses.length === 0 || addresses.some((address) => /^(127\.0\.0\.1|0\.0\.0\.0|\*|localhost)$/.test(address))) {
    return '127.0.0.1';
  }
  if (addresses.some((address) => /^::[1*]?$/.test(address))) return '::1';
  return addresses[0] ?? '127.0.0.1';
}

/** The renamed commands of a `redis.conf`. The last line of a command counts. */
export function renamedCommands(conf: RedisConf): RenamedCommands {
  const lines = directiveLines(conf, 'rename-command');
  return Object.fromEntries(lines.map(({ args: [name = '', to = ''] }) => [name.toUpperCase(), to]));
}

/** `replicaof no one` and an empty value make it a master. */
export function masterOf(conf: RedisConf): ConfiguredSettings['replicaOf'] {
  const line = lastLineOf(conf, 'replicaof', 'slaveof')?.line.directive;
  const [host = '', port = ''] = line?.args ?? [];
  return host !== '' && isPort(port) ? { host, port: Number(port) } : null;
}

/** 0: the port is switched off; null: the configuration has no valid port. */
function portOf(conf: RedisConf, name: string): number | null {
  const value = directiveValue(conf, name);
  return value === null || !isPort(value) ? null : Number(value);
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
}

function invalidPortReason(conf: RedisConf, place: ConfPlace, name: string): string | null {
  const found = lastLineOf(conf, name);
  const value = found?.line.directive?.args[0] ?? '';
  if (found === null || isPort(value)) return null;
  return `${placeOfLine(conf, place, name)} says ${name} ${value || '""'}, which is not a port from 0 to 65535.`;
}

/**
 * The files for a client of the TLS port, as the server's paths. Uses the certificate that the server itself uses as a
 * client, otherwise the server's own, where it requires one.
 */
export function tlsFiles(conf: RedisConf): TlsFiles {
  const value = (name: string) => directiveValue(conf, name) || null;
  if (/^(no|optional)$/i.test(value('tls-auth-clients') ?? ''))
    return { ca: value('tls-ca-cert-file'), cert: null, key: null, passphrase: null };
  const as = value('tls-client-cert-file') === null ? 'tls' : 'tls-client';
  return {
    ca: value('tls-ca-cert-file'),
    cert: value(`${as}-cert-file`),
    key: value(`${as}-key-file`),
    passphrase: value(`${as}-key-file-pass`),
  };
}

export function persistenceMode(rdb: boolean, aof: boolean): 'rdb' | 'aof' | 'both' | 'none' {
  if (rdb && aof) return 'both';
  if (rdb) return 'rdb';
  return aof ? 'aof' : 'none';
}
