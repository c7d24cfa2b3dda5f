import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import type { ContainerInfo } from 'dockerode';
import { MAIN } from '../../../../../shared/contract/names.ts';
import { tenantId } from '../../../../../shared/contract/values.ts';
import type { Environment } from '../../../platform/home/environment.ts';

/** The home of a container or network, as an absolute path. Containers of the earlier scripts lack it. */
export const HOME_LABEL = 'vrooli.home';
/** The published TLS port of a container. */
export const TLS_PORT_LABEL = 'vrooli.tls-port';
/** Whether a container may connect to other computers: `open` or `closed`. Unknown without this label. */
export const OUTGOING_LABEL = 'vrooli.outgoing';
/** The user of a container. */
export const USER_LABEL = 'vrooli.user';
const CLIENT_LABEL = 'vrooli.client';
const RESOURCE_LABEL = 'vrooli.resource';

/** Marks a scratch container, which is never an instance. */
export const SCRATCH_LABEL = 'vrooli.aside';

export type Owner = Pick<Environment, 'home' | 'mainFolders' | 'naming'>;
export type Labels = Readonly<Record<string, string>>;

/** A container's own name. `Names` also lists links of other containers, which contain two slashes. */
export function containerName(container: Pick<ContainerInfo, 'Names' | 'Id'>): string {
  // While a container is created or removed, its name may be missing.
  const names = (container.Names ?? []).map((name) => name.replace(/^\//, ''));
  return names.find((name) => !name.includes('/')) ?? container.Id.slice(0, 12);
}

/** The instance id of a container of this home; null for any other container. */
export function instanceOf(container: ContainerInfo, owner: Owner): string | null {
  const id = idByName(containerName(container), container.Labels ?? {}, owner);
  return id !== null && isOfHome(container, id, owner) ? id : null;
}

/** The instance id by name and labels alone, for any home. */
export function idByName(name: string, labels: Labels, owner: Owner): string | null {
  if (labels[SCRATCH_LABEL] !== undefined) return null;
  if (name === owner.naming.mainContainer) return MAIN;
  if ((labels[RESOURCE_LABEL] ?? 'redis') !== 'redis') return null;
  const client = labels[CLIENT_LABEL];
  if (client !== undefined) return tenantId.safeParse(client).success ? client : null;
  // Main of this home under an earlier REDIS_CONTAINER_NAME. Ignoring it would create a second main on the same data.
  if (labels[HOME_LABEL] !== undefined && labels[RESOURCE_LABEL] === 'redis') return MAIN;
  for (const prefix of [`${owner.naming.clientPrefix}-`, 'redis-client-']) {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (tenantId.safeParse(rest).success) return rest;
  }
  return null;
}

/** The labels of a service beside the Redis of a tenant. */
export function serviceLabels(client: string, resource: string): Labels {
  return { [CLIENT_LABEL]: client, [RESOURCE_LABEL]: resource };
}

/** The tenant of such a service; null for other containers. */
export function serviceTenant(labels: Labels): string | null {
  if (labels[SCRATCH_LABEL] !== undefined || (labels[RESOURCE_LABEL] ?? 'redis') === 'redis') return null;
  const client = labels[CLIENT_LABEL];
  return client !== undefined && tenantId.safeParse(client).success ? client : null;
}

/**
 * Whether a container belongs to this home: by its label or, for containers of the earlier scripts, by its mounts. Later
 * scripts kept main's data in a volume; such a container belongs to the default home.
 */
export function isOfHome(container: Pick<ContainerInfo, 'Labels' | 'Mounts'>, id: string, owner: Owner): boolean {
  const label = container.Labels?.[HOME_LABEL];
  if (label !== undefined) return samePath(label, owner.home);
  const mounts = container.Mounts ?? [];
  const sources = mounts.filter(({ Type }) => Type === 'bind').map(({ Source }) => hostPath(Source));
  if (sources.some((source) => isWithin(source, owner.home))) return true;
  if (id !== MAIN) return false;
  const chosen = Object.values(owner.mainFolders).filter((folder) => folder !== null);
  if (sources.some((source) => chosen.some((folder) => samePath(source, folder)))) return true;
  const dataInVolume = mounts.some(({ Type, Destination }) => Type === 'volume' && Destination === '/data');
  return dataInVolume && samePath(owner.home, join(homedir(), '.vrooli'));
}

/** A mount's source as a path on this computer. Docker Desktop reports the path inside its virtual machine. */
export function hostPath(source: string): string {
  const drive = /^\/(?:run\/desktop\/mnt\/host|host_mnt)\/([a-z])(\/.*)?$/.exec(source);
  if (drive && process.platform === 'win32') {
    return `${drive[1]?.toUpperCase()}:${(drive[2] ?? '/').replaceAll('/', '\\')}`;
  }
  return process.platform === 'darwin' ? source.replace(/^\/host_mnt(?=\/)/, '') : source;
}

function isWithin(path: string, folder: string): boolean {
  const absolute = comparable(path);
  const parent = comparable(folder);
  return absolute === parent || absolute.startsWith(parent.endsWith(sep) ? parent : parent + sep);
}

function samePath(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

function comparable(path: string): string {
  const absolute = resolve(path);
  return process.platform === 'win32' ? absolute.toLowerCase() : absolute;
}
