import { parseMemory } from '../../../shared/memory.ts';
import { createFileCache } from '../files/file-cache.ts';
import { unreadable } from '../files/state-file.ts';
import type { RenamedCommands } from '../redis/renamed-commands.ts';
import type { TlsFiles } from '../redis/tls-files.ts';
import { directiveArgs, directiveLines, directiveValue, parseRedisConf, type RedisConf } from './redis-conf.ts';

/** What is needed to reach a server, from its `redis.conf`. */
export interface ServerSettings {
  /** The address of this computer on which it listens, as far as `bind` says. */
  readonly host: string;
  readonly port: number;
  readonly password: string | null;
  /** How it is spoken to where it has no port but that of TLS; null where it has. */
  readonly tls: TlsFiles | null;
  readonly renamed: RenamedCommands;
}

/** What a `redis.conf` says that is shown of an instance that does not run. */
export interface ConfiguredSettings extends ServerSettings {
  /** `maxmemory` in bytes; null when there is no limit. */
  readonly memoryLimitBytes: number | null;
  readonly persistence: 'rdb' | 'aof' | 'both' | 'none';
}

const files = createFileCache((text, path) => {
  // Redis would take it, and listen on port 6379 of every address without a password.
  if (text.trim() === '')
    throw unreadable(path, 'damaged', 'it is empty', 'Put the settings back, or install it again.');
  return settingsOf(parseRedisConf(text));
});

/** What a `redis.conf` says; null when there is none. @throws AppError FILE_UNREADABLE */
export async function configuredSettings(configFile: string): Promise<ConfiguredSettings | null> {
  return files.read(configFile);
}

function settingsOf(conf: RedisConf): ConfiguredSettings {
  const aof = directiveValue(conf, 'appendonly')?.toLowerCase() === 'yes';
  const plain = Number(directiveValue(conf, 'port') ?? 6379);
  const secure = Number(directiveValue(conf, 'tls-port') ?? 0);
  return {
    host: hostOf(directiveArgs(conf, 'bind') ?? []),
    port: plain || secure,
    renamed: renamedCommands(conf),
    tls: plain === 0 && secure !== 0 ? tlsFiles(conf) : null,
    password: directiveValue(conf, 'requirepass') || null,
    memoryLimitBytes: parseMemory(directiveValue(conf, 'maxmemory') ?? '0') || null,
    persistence: persistenceMode(savesSnapshots(conf), aof),
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

/** Without any `save` line Redis has save points of its own; `save ""` takes them all away. */
function savesSnapshots(conf: RedisConf): boolean {
  const args = directiveArgs(conf, 'save');
  return args === null || args.some((arg) => arg !== '');
}

export function persistenceMode(rdb: boolean, aof: boolean): 'rdb' | 'aof' | 'both' | 'none' {
  if (rdb && aof) return 'both';
  if (rdb) return 'rdb';
  return aof ? 'aof' : 'none';
}
