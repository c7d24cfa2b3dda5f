import { parseMemory } from '../../../../shared/memory.ts';
import { unreadable } from '../../platform/files/state-file.ts';
import type { RenamedCommands } from '../connection/renamed-commands.ts';
import type { TlsFiles } from '../connection/tls-files.ts';
import { needsPassword } from './acl-default-user.ts';
import { createConfCache } from './conf-cache.ts';
import { type ConfPlace, pathHere, serverPath } from './conf-place.ts';
import { placeOfLine } from './line-place.ts';
import { modeOf, persistenceOf } from './persistence-mode.ts';
import { directiveArgs, directiveLines, directiveValue, lastLineOf, type RedisConf } from './redis-conf.ts';

/** What is needed to reach a server, from its configuration. */
export interface ServerSettings {
  /** The address of this computer on which it listens, as far as `bind` says. */
  readonly host: string;
  /** Null where the configuration names none, or none that is a port; then a socket, if any, leads there. */
  readonly port: number | null;
  /** The Unix socket of a server that has no port, as this computer has it; null where there is none. */
  readonly socket: string | null;
  readonly password: string | null;
  /** Whether a client needs a password: the ACL of the user "default" overrides `requirepass`. */
  readonly passwordSet: boolean;
  /** How it is spoken to where it has no port but that of TLS; null where it has. */
  readonly tls: TlsFiles | null;
  readonly renamed: RenamedCommands;
}

/** What a configuration says that is shown of an instance that does not run. */
export interface ConfiguredSettings extends ServerSettings {
  /** `maxmemory` in bytes; null when there is no limit. */
  readonly memoryLimitBytes: number | null;
  readonly persistence: 'rdb' | 'aof' | 'both' | 'none';
  /** Whose data it copies; null of a master. */
  readonly replicaOf: { readonly host: string; readonly port: number } | null;
  /** Why no server can start on it, as a sentence that names the line; null when nothing of the kind was found. */
  readonly problem: string | null;
}

const files = createConfCache((conf, place) => {
  // Redis would take it, and start without a password.
  if (conf.lines.every(({ text, origin }) => origin !== undefined || text.trim() === ''))
    throw unreadable(place.file, 'damaged', 'it is empty', 'Put the settings back, or install it again.');
  return settingsOf(conf, place);
});

/** What an instance's effective configuration says; null when there is none. @throws AppError FILE_UNREADABLE */
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
    password: directiveValue(conf, 'requirepass') || null,
    passwordSet: needsPassword(conf, place),
    memoryLimitBytes: parseMemory(directiveValue(conf, 'maxmemory') ?? '0') || null,
    persistence: modeOf(persistenceOf(conf)),
    replicaOf: masterOf(conf),
    problem:
      whyNoPort(conf, place, 'port') ??
      whyNoPort(conf, place, 'tls-port') ??
      (listens || socket !== null
        ? null
        : `${placeOfLine(conf, place, 'port')} says port 0, and there is no unixsocket: the server would listen nowhere.`),
  };
}

/** 127.0.0.1 wherever that is bound, which is nearly always; `-` before an address says that it need not exist. */
function hostOf(bind: readonly string[]): string {
  const addresses = bind.map((address) => address.replace(/^-/, ''));
  if (addresses.length === 0 || addresses.some((address) => /^(127\.0\.0\.1|0\.0\.0\.0|\*|localhost)$/.test(address))) {
    return '127.0.0.1';
  }
  if (addresses.some((address) => address === '::1' || address === '::')) return '::1';
  return addresses[0] ?? '127.0.0.1';
}

/** What a `redis.conf` calls commands. The last line of a command counts. */
export function renamedCommands(conf: RedisConf): RenamedCommands {
  const lines = directiveLines(conf, 'rename-command');
  return Object.fromEntries(lines.map(({ args: [name = '', to = ''] }) => [name.toUpperCase(), to]));
}

/** `replicaof no one` makes it a master, as an empty value does. */
export function masterOf(conf: RedisConf): ConfiguredSettings['replicaOf'] {
  const line = lastLineOf(conf, 'replicaof', 'slaveof')?.line.directive;
  const [host = '', port = ''] = line?.args ?? [];
  return host !== '' && isPort(port) ? { host, port: Number(port) } : null;
}

/** 0: it listens on no such port; null: the configuration does not name one, or none that is a port. */
function portOf(conf: RedisConf, name: string): number | null {
  const value = directiveValue(conf, name);
  return value === null || !isPort(value) ? null : Number(value);
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
}

function whyNoPort(conf: RedisConf, place: ConfPlace, name: string): string | null {
  const found = lastLineOf(conf, name);
  const value = found?.line.directive?.args[0] ?? '';
  if (found === null || isPort(value)) return null;
  return `${placeOfLine(conf, place, name)} says ${name} ${value || '""'}, which is not a port from 0 to 65535.`;
}

/** A client that is asked for one shows the certificate that the server shows as a client, else the server's own. */
function tlsFiles(conf: RedisConf): TlsFiles {
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
