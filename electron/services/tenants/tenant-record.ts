import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runtimeKind, tenantId } from '../../../shared/contract/values.ts';
import { writeDurably } from '../files/durable-write.ts';
import { createFileCache } from '../files/file-cache.ts';
import { orNull } from '../files/file-errors.ts';
import { namesIn } from '../files/names-in.ts';
import { parseJson } from '../files/parse-json.ts';
import type { Environment } from '../home/environment.ts';
import { instancePaths } from '../home/paths.ts';
import { type InstanceRecord, noLimits } from '../instances/record.ts';

/** `clients/<id>/redis.json`: the scripts' keys, and ours beside them. Keys that others have put there stay. */
const tenantFile = z.looseObject({
  clientId: z.string(),
  resource: z.string().default('redis'),
  container: z.string().nullish(),
  network: z.string().nullish(),
  port: z.coerce.number().int(),
  created: z.string().optional(),
  runtime: runtimeKind.default('docker'),
  image: z.string().optional(),
  group: z.string().nullable().default(null),
  notes: z.string().nullable().default(null),
  limits: z.object({ memoryBytes: z.number().nullable(), cpus: z.number().nullable() }).default(noLimits),
});

export interface TenantRecord extends InstanceRecord {
  readonly container: string | null;
  readonly network: string | null;
  readonly created: string | null;
  readonly group: string | null;
  readonly notes: string | null;
}

export function tenantFilePath(environment: Pick<Environment, 'home'>, id: string): string {
  return join(tenantFolder(environment, id), 'redis.json');
}

export function tenantFolder(environment: Pick<Environment, 'home'>, id: string): string {
  return join(environment.home, 'clients', id);
}

/** Ids of the folders that hold a `redis.json`. Other folders under `clients/` are somebody else's. */
export async function tenantIds(environment: Pick<Environment, 'home'>): Promise<readonly string[]> {
  return namesIn(join(environment.home, 'clients')).filter((name) => tenantId.safeParse(name).success);
}

const files = createFileCache((text) => tenantFile.safeParse(parseJson(text)).data ?? ('unreadable' as const));

/** @returns null when there is no `redis.json`, `'unreadable'` when it is damaged */
export async function readTenant(environment: Environment, id: string): Promise<TenantRecord | 'unreadable' | null> {
  const file = files.read(tenantFilePath(environment, id));
  if (file === null || file === 'unreadable') return file;
  return {
    runtime: file.runtime,
    port: file.port,
    image: file.image ?? environment.image,
    limits: file.limits,
    container: file.container ?? null,
    network: file.network ?? null,
    created: isoTime(file.created),
    group: file.group,
    notes: file.notes,
  };
}

/** Writes a tenant's file, keeping keys of others that stand in it. */
export async function writeTenant(environment: Environment, id: string, record: TenantRecord): Promise<void> {
  const path = tenantFilePath(environment, id);
  const before = parseJson((await orNull(readFile(path, 'utf8'))) ?? '{}');
  const paths = instancePaths(environment, id);
  const file = {
    ...(typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {}),
    clientId: id,
    resource: 'redis',
    container: record.container,
    network: record.network,
    port: record.port,
    baseUrl: `redis://localhost:${record.port}`,
    dataDir: paths.data,
    configDir: paths.config,
    created: record.created ?? new Date().toISOString(),
    runtime: record.runtime,
    image: record.image,
    group: record.group,
    notes: record.notes,
    limits: record.limits,
  };
  await writeDurably(path, `${JSON.stringify(file, null, 2)}\n`);
}

/** The scripts wrote the local offset; what is no time at all is unknown. */
function isoTime(text: string | undefined): string | null {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
