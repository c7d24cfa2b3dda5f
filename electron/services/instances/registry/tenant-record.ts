import { isIP } from 'node:net';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { urlHost } from '../../../../shared/connection/client-host.ts';
import { engineName } from '../../../../shared/contract/machine.ts';
import { can, LEGACY_RUNTIME } from '../../../../shared/contract/runtimes.ts';
import { type Branch, branch, type MovedFrom, movedFrom } from '../../../../shared/contract/tenant.ts';
import { port, runtimeKind, tenantId } from '../../../../shared/contract/values.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { parseState, setAside } from '../../platform/files/json-state.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { isUnreadable, readStateFile } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { type EngineAddress, engineAddress } from '../../runtimes/engine-address.ts';
import { type InstanceRecord, noLimits } from './instance-record.ts';

/** More than any machine has. */
const MAX_CPUS = 1024;

/** Names of Docker are a part of the paths of its API. */
const dockerName = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/);

/** Of a machine: an address, or a name. */
const host = z
  .string()
  .max(255)
  .refine((text) => isIP(text) !== 0 || /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(text));

/** `clients/<id>/redis.json`: the keys of the earlier scripts plus ours. Keeps unknown keys. */
const tenantFields = z.looseObject({
  clientId: z.string(),
  resource: z.string().default('redis'),
  container: dockerName.nullish(),
  network: dockerName.nullish(),
  // The earlier scripts wrote it as text.
  port: z.preprocess((value) => (typeof value === 'string' ? Number(value) : value), port),
  created: z.string().optional(),
  runtime: runtimeKind.default(LEGACY_RUNTIME),
  image: z
    .string()
    .max(500)
    .regex(/^[^\s\p{Cc}]*$/u)
    .optional(),
  engine: engineAddress.nullish(),
  engineName: engineName.optional(),
  volumes: dockerName.max(200).optional(),
  deployment: z.literal('service').optional(),
  publishedAt: host.optional(),
  group: z.string().nullable().default(null),
  notes: z.string().nullable().default(null),
  outgoing: z.boolean().optional(),
  // A tenant that is no branch never expires.
  branch: branch.nullish().catch(null),
  movedFrom: movedFrom.nullish().catch(null),
  limits: z
    .object({ memoryBytes: z.number().int().min(0).nullable(), cpus: z.number().min(0).max(MAX_CPUS).nullable() })
    .default(noLimits),
});

/** On this computer a port is never open: `publishedAt` without an engine would open it without TLS. */
const tenantFile = tenantFields.refine(
  ({ engineName, volumes, deployment, publishedAt }) =>
    engineName !== undefined || (volumes === undefined && deployment === undefined && publishedAt === undefined),
  'volumes, deployment and publishedAt need engineName',
);

export interface TenantRecord extends InstanceRecord {
  readonly container: string | null;
  readonly network: string | null;
  /** The engine of its container; null if unknown or a process. */
  readonly engine: EngineAddress | null;
  readonly created: string | null;
  readonly group: string | null;
  readonly notes: string | null;
  /** Null for a tenant that is no copy. */
  readonly branch: Branch | null;
  /** Omitted or null for a tenant that was never moved. */
  readonly movedFrom?: MovedFrom | null | undefined;
}

export function tenantFilePath(environment: Pick<Environment, 'home'>, id: string): string {
  return `${tenantFolder(environment, id)}${sep}redis.json`;
}

/** Not by `join`, which resolves the whole path each time: every poll needs it several times for each tenant. */
export function tenantFolder(environment: Pick<Environment, 'home'>, id: string): string {
  return `${environment.home}${sep}clients${sep}${id}`;
}

/** Ids of the tenant folders. Ignores folders under `clients/` whose name is not a tenant id. */
export async function tenantIds(environment: Pick<Environment, 'home'>): Promise<readonly string[]> {
  return idsIn(environment);
}

function idsIn({ home }: Pick<Environment, 'home'>): readonly string[] {
  return namesIn(join(home, 'clients')).filter((name) => tenantId.safeParse(name).success);
}

const files = createFileCache((text, path) => parseState(path, text, (value) => tenantFile.parse(value)));

/**
 * Leaves a damaged `redis.json` in place until it is repaired, because no other file holds the same data.
 * @returns null if there is none
 * @throws AppError FILE_UNREADABLE
 */
export async function readTenant(environment: Environment, id: string): Promise<TenantRecord | null> {
  const file = await files.read(tenantFilePath(environment, id));
  if (file === null) return null;
  return {
    runtime: file.runtime,
    port: file.port,
    image: file.image ?? environment.image,
    limits: file.limits,
    outgoing: file.outgoing,
    container: file.container ?? null,
    network: file.network ?? null,
    engine: file.engine ?? null,
    engineName: file.engineName,
    volumes: file.volumes,
    deployment: file.deployment,
    publishedAt: file.publishedAt,
    created: isoTime(file.created),
    group: file.group,
    notes: file.notes,
    branch: file.branch ?? null,
    ...(file.movedFrom && { movedFrom: file.movedFrom }),
  };
}

/** The record in a tenant's folder that is not among the tenants, such as one in the trash; null if it is unusable. */
export async function readTenantIn(folder: string): Promise<Pick<TenantRecord, 'runtime' | 'port'> | null> {
  return readFileIn(folder);
}

/** Where the data of a tenant on another machine is, by the record in its folder; null: in the folder itself. */
export async function remoteDataOf(
  folder: string,
): Promise<{ readonly engineName: string; readonly volumes: string } | null> {
  const { engineName: name, volumes } = (await readFileIn(folder)) ?? {};
  return name === undefined || volumes === undefined ? null : { engineName: name, volumes };
}

async function readFileIn(folder: string): Promise<z.infer<typeof tenantFile> | null> {
  const text = await readStateFile(join(folder, 'redis.json')).catch(() => null);
  return tenantFile.safeParse(parseJson(text ?? '')).data ?? null;
}

/** The engines in the records of tenants with a container. Uses the file cache. */
export function tenantEngines(environment: Pick<Environment, 'home'>): readonly EngineAddress[] {
  const engineOf = (id: string) => {
    try {
      const file = files.readNow(tenantFilePath(environment, id));
      return file?.engine && !file.engineName && can(file.runtime, 'engine') ? [file.engine] : [];
    } catch (error) {
      if (isUnreadable(error)) return [];
      throw error;
    }
  };
  return idsIn(environment).flatMap(engineOf);
}

/** The named engine in a tenant's record; null: this computer's. Uses the file cache. */
export function tenantEngineName(environment: Pick<Environment, 'home'>, id: string): string | null {
  try {
    return files.readNow(tenantFilePath(environment, id))?.engineName ?? null;
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** Writes a tenant's file and keeps unknown keys. */
export async function writeTenant(environment: Environment, id: string, record: TenantRecord): Promise<void> {
  const path = tenantFilePath(environment, id);
  const before = parseJson((await previousText(path)) ?? '{}');
  const paths = instancePaths(environment, id);
  const known = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
  // Without a value they would remain from a former place of the tenant.
  const { engine, ...others } = known as Readonly<Record<string, unknown>>;
  const { engineName: _name, volumes: _volumes, deployment: _deployment, publishedAt: _at, ...rest } = others;
  const kept = record.engineName === undefined && engine !== undefined ? { ...rest, engine } : rest;
  const file = {
    ...kept,
    clientId: id,
    resource: 'redis',
    container: record.container,
    network: record.network,
    port: record.port,
    baseUrl: baseUrl(record),
    dataDir: paths.data,
    configDir: paths.config,
    created: record.created ?? new Date().toISOString(),
    runtime: record.runtime,
    image: record.image,
    ...(record.engine && record.engineName === undefined && { engine: record.engine }),
    ...(record.engineName !== undefined && {
      engineName: record.engineName,
      volumes: record.volumes,
      deployment: record.deployment,
      publishedAt: record.publishedAt,
    }),
    group: record.group,
    notes: record.notes,
    limits: record.limits,
    branch: record.branch,
    ...(record.outgoing !== undefined && { outgoing: record.outgoing }),
    ...(record.movedFrom !== undefined && { movedFrom: record.movedFrom }),
  };
  await writeDurably(path, `${JSON.stringify(file, null, 2)}\n`);
}

function baseUrl({ port, publishedAt }: TenantRecord): string {
  return publishedAt === undefined ? `redis://localhost:${port}` : `rediss://${urlHost(publishedAt)}:${port}`;
}

/** Sets a damaged file aside, so that its contents are not lost. */
async function previousText(path: string): Promise<string | null> {
  try {
    const text = await readStateFile(path);
    return text === null ? null : parseState(path, text, () => text);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    setAside(path, error.data.detail);
    return null;
  }
}

/** The earlier scripts wrote times with a local offset. Null if the text is not a time. */
function isoTime(text: string | undefined): string | null {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
