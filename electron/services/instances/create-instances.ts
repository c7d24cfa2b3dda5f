import { clientHost, urlHost } from '../../../shared/connection/client-host.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Connection } from '../../../shared/contract/instance.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { configuredSettings } from '../redis/conf/server-settings.ts';
import { installMain } from './install/install.ts';
import { installPreview } from './install/install-preview.ts';
import { type UninstallDeps, uninstallInstance } from './install/uninstall.ts';
import type { Instances } from './instances.ts';
import { killInstance } from './lifecycle/kill-instance.ts';
import { killPreview } from './lifecycle/kill-preview.ts';
import { restartInstance } from './lifecycle/restart-instance.ts';
import { startInstance } from './lifecycle/start-instance.ts';
import { stopInstance } from './lifecycle/stop-instance.ts';
import { stopPreview } from './lifecycle/stop-preview.ts';
import { tlsHere } from './registry/own-address.ts';
import type { InstanceDeps } from './status/instance-deps.ts';
import { otherClients } from './status/other-clients.ts';
import { requireInstance, statusById } from './status/status-by-id.ts';

export function createInstances(deps: UninstallDeps): Instances {
  return {
    list: async () => Promise.all((await deps.catalogue.all()).map((instance) => deps.observer.status(instance))),
    status: (id) => statusById(deps, id),
    connection: (id, { reveal }) => connectionOf(deps, id, reveal),
    installPreview: (port) => installPreview(deps.environment, port),
    install: (options) => installMain(deps, options),
    uninstall: (id, { removeData }) => uninstallInstance(deps, id, removeData),
    start: (id) => startInstance(deps, id),
    otherClients: async (id) => otherClients(deps, await requireInstance(deps, id)),
    stopPreview: async (id) => stopPreview(deps, await requireInstance(deps, id)),
    stop: (id, options) => stopInstance(deps, id, options),
    killPreview: async (id) => killPreview(deps, await requireInstance(deps, id)),
    kill: (id) => killInstance(deps, id),
    restart: (id, options) => restartInstance(deps, id, options),
  };
}

async function connectionOf(deps: InstanceDeps, id: string, reveal: boolean): Promise<Connection> {
  const instance = await requireInstance(deps, id);
  const settings = await configuredSettings(confPlaceOf(instance));
  const port = instance.entry?.address?.port ?? instance.record?.port;
  if (port === undefined) {
    throw new AppError('NOT_RUNNING', `${id} is not installed. Install it first.`, {
      id,
      state: 'missing',
    });
  }
  const password = settings?.password ?? null;
  const renamed = settings?.renamed ?? {};
  const secret = reveal && password !== null ? `:${encodeURIComponent(password)}@` : '';
  const tls = settings?.tls ? tlsHere(settings.tls, instance.paths.config) : null;
  const { entry, record } = instance;
  const socket = entry?.address?.path;
  const host = clientHost({
    engine: entry?.engine ?? record?.engineName,
    host: entry?.address?.host ?? record?.publishedAt ?? 'localhost',
  });
  return {
    id,
    host,
    port,
    ...(socket !== undefined && { socket }),
    url:
      socket !== undefined
        ? `unix://${secret}${socket}`
        : `${tls ? 'rediss' : 'redis'}://${secret}${urlHost(host)}:${port}`,
    tls: tls && { ca: tls.ca, cert: tls.cert, key: tls.key },
    passwordSet: password !== null,
    password: reveal ? password : null,
    ...(reveal && Object.keys(renamed).length > 0 && { renamed }),
  };
}
