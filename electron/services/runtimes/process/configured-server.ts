import { existsSync } from 'node:fs';
import { isUnreadable } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { isListening } from '../../ports/free-ports.ts';
import { readEffectiveConfNow } from '../../redis/conf/effective-conf.ts';
import type { ServerFiles } from '../../redis/conf/server-files.ts';
import { type ConfiguredSettings, configuredSettings } from '../../redis/conf/server-settings.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import type { ServerAddress } from '../runtime.ts';
import type { ProcessRecord } from './process-record.ts';

/** What a start of a process would come to. */
export interface ConfiguredServer {
  readonly files: ServerFiles;
  /** Null when there is no redis.conf. */
  readonly settings: ConfiguredSettings | null;
  readonly address: ServerAddress | null;
}

const HOST = '127.0.0.1';

/** @param port of the instance's record; null where there is none */
export async function configuredServer(
  environment: Environment,
  { id, configFile }: ProcessRecord,
  port: number | null,
): Promise<ConfiguredServer> {
  const { data, pidFile } = instancePaths(environment, id);
  const files: ServerFiles = {
    cwd: data,
    mounts: null,
    // In the background, or under a supervisor, it would be another process than the one that we have started.
    args: ['--daemonize', 'no', '--supervised', 'no', '--pidfile', pidFile],
    defaults: [...(port === null ? [] : ['--port', String(port)]), '--bind', HOST],
  };
  // A redis.conf that cannot be read is reported where the instance is shown.
  const settings = await configuredSettings({ file: configFile, ...files }).catch((error: unknown) => {
    if (isUnreadable(error)) return null;
    throw error;
  });
  return { files, settings, address: settings && addressOf(settings, port) };
}

/** Where it listens: by the configuration, else at the port that is kept for it. */
function addressOf(
  { host, port, socket, tls, renamed }: ConfiguredSettings,
  recorded: number | null,
): ServerAddress | null {
  if (socket !== null) return { host, port: recorded ?? 0, path: socket, renamed };
  const listens = port ?? recorded;
  return listens === null ? null : { host, port: listens, renamed, ...(tls && { tls }) };
}

/** The arguments of a start: what overrides redis.conf, and those defaults of which it says nothing. */
export function startArguments({ files }: ConfiguredServer, { configFile }: ProcessRecord): readonly string[] {
  const conf = readEffectiveConfNow({ file: configFile, ...files });
  const names = new Map(conf?.lines.flatMap(({ directive, origin }) => (directive ? [[directive.name, origin]] : [])));
  const missing = (conf?.lines ?? []).flatMap(({ directive, origin }) =>
    directive && origin?.isDefault && names.get(directive.name) === origin
      ? [`--${directive.name}`, ...directive.args]
      : [],
  );
  return [...files.args, ...missing];
}

/** Cheaper than a question that nobody hears. */
export async function isOpen({ path, host, port }: RedisTarget): Promise<boolean> {
  return path === undefined ? isListening(port, host) : existsSync(path);
}

/** An address as a record keeps it. */
export function notedAddress(address: ServerAddress | null): NonNullable<ProcessRecord['running']>['address'] {
  if (address === null) return undefined;
  return {
    host: address.host,
    port: address.port,
    tls: address.tls !== undefined,
    ...(address.path !== undefined && { path: address.path }),
  };
}

/** Where a running server was started to listen; null where its record does not tell. */
export function addressNoted(
  noted: NonNullable<ProcessRecord['running']>['address'],
  settings: ConfiguredSettings | null,
): ServerAddress | null {
  if (!noted) return null;
  const { host, port, path, tls } = noted;
  if (tls && !settings?.tls) return null;
  const renamed = settings?.renamed ?? {};
  return {
    host,
    port,
    renamed,
    ...(path !== undefined && { path }),
    ...(tls && settings?.tls && { tls: settings.tls }),
  };
}
