import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import type { ContainerInfo } from 'dockerode';
import { MAIN } from '../../../../../shared/contract/names.ts';
import { tenantId } from '../../../../../shared/contract/values.ts';
import type { Environment } from '../../../platform/home/environment.ts';

/** Which home a container or network belongs to: an absolute path. Beside the labels that the scripts gave. */
export const HOME_LABEL = 'vrooli.home';
/** The port that a container of ours publishes for TLS. */
export const TLS_PORT_LABEL = 'vrooli.tls-port';
/** Whether a container of ours was made to reach other computers: `open` or `closed`; without it, that is not known. */
export const OUTGOING_LABEL = 'vrooli.outgoing';
/** Whom a container of ours runs as. */
export const USER_LABEL = 'vrooli.user';
const CLIENT_LABEL = 'vrooli.client';
const RESOURCE_LABEL = 'vrooli.resource';

/** On a container that only works on an instance's data or settings for a moment: never an instance itself. */
export const SCRATCH_LABEL = 'vrooli.aside';

export type Owner = Pick<Environment, 'home' | 'mainFolders' | 'naming'>;
export type Labels = Readonly<Record<string, string>>;

/** A container's own name. Links of other containers to it stand among its names with two slashes. */
export function containerName(container: Pick<ContainerInfo, 'Names' | 'Id'>): string {
  // An engine that is just making or removing it may have no name for it.
  const names = (container.Names ?? []).map((name) => name.replace(/^\//, ''));
  return names.find((name) => !name.includes('/')) ?? container.Id.slice(0, 12);
}

/** The id of the instance that a container is for this home; null for all that is not ours. */
export function instanceOf(container: ContainerInfo, owner: Owner): string | null {
  const id = idByName(containerName(container), container.Labels ?? {}, owner);
  return id !== null && isOfHome(container, id, owner) ? id : null;
}

/** What a container is by its name and labels alone, of whatever home. */
export function idByName(name: string, labels: Labels, owner: Owner): string | null {
  if (labels[SCRATCH_LABEL] !== undefined) return null;
  if (name === owner.naming.mainContainer) return MAIN;
  if ((labels[RESOURCE_LABEL] ?? 'redis') !== 'redis') return null;
  const client = labels[CLIENT_LABEL];
  if (client !== undefined) return tenantId.safeParse(client).success ? client : null;
  // Main of this home from a time when REDIS_CONTAINER_NAME was another: two of them would share one data folder.
  if (labels[HOME_LABEL] !== undefined && labels[RESOURCE_LABEL] === 'redis') return MAIN;
  for (const prefix of [`${owner.naming.clientPrefix}-`, 'redis-client-']) {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (tenantId.safeParse(rest).success) return rest;
  }
  return null;
}

/**
 * Whether a container works on this home's folders: its label says so or, where the scripts gave none, its mounts.
 * The scripts of a later time kept main's data in a volume: that can only be the default home's.
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

/** A mount's source as this machine knows it: Docker Desktop shows it as its virtual machine does. */
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
