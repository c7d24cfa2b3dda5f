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

/** The server that a start would run: its files, settings and address. */
export interface ConfiguredServer {
  readonly files: ServerFiles;
  /** Null if there is no redis.conf. */
  readonly settings: ConfiguredSettings | null;
  readonly address: ServerAddress | null;
}

const HOST = '127.0.0.1';

/** @param port from the instance's record; null: no record */
export async function configuredServer(
  environment: Environment,
  { id, configFile }: ProcessRecord,
  port: number | null,
): Promise<ConfiguredServer> {
  const { data, pidFile } = instancePaths(environment, id);
  const files: ServerFiles = {
    cwd: data,
    mounts: null,
    // A daemonized or supervised server would run in another process than the one we started.
    args: ['--daemonize', 'no', '--supervised', 'no', '--pidfile', pidFile],
    defaults: [...(port === null ? [] : ['--port', String(port)]), '--bind', HOST],
  };
  // The instance's status reports an unreadable redis.conf.
  const settings = await configuredSettings({ file: configFile, ...files }).catch((error: unknown) => {
    if (isUnreadable(error)) return null;
    throw error;
  });
  return { files, settings, address: settings && addressOf(settings, port) };
}

/** The address in the configuration, else the reserved port. */
function addressOf(
  { host, port, socket, tls, renamed }: ConfiguredSettings,
  recorded: number | null,
): ServerAddress | null {
  if (socket !== null) return { host, port: recorded ?? 0, path: socket, renamed };
  const listens = port ?? recorded;
  return listens === null ? null : { host, port: listens, renamed, ...(tls && { tls }) };
}

/** The arguments of a start: overrides of redis.conf, and defaults for directives that it does not set. */
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

/** Whether something listens there. Cheaper than a request without a listener. */
export async function isOpen({ path, host, port }: RedisTarget): Promise<boolean> {
  return path === undefined ? isListening(port, host) : existsSync(path);
}

/** Converts an address to the format of a record. */
export function toRecordedAddress(address: ServerAddress | null): NonNullable<ProcessRecord['running']>['address'] {
  if (address === null) return undefined;
  return {
    host: address.host,
    port: address.port,
    tls: address.tls !== undefined,
    ...(address.path !== undefined && { path: address.path }),
  };
}

/** The address with which a running server was started; null if its record has none. */
export function fromRecordedAddress(
  address: NonNullable<ProcessRecord['running']>['address'],
  settings: ConfiguredSettings | null,
): ServerAddress | null {
  if (!address) return null;
  const { host, port, path, tls } = address;
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
