import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { port, runtimeKind } from '../../../../shared/contract/values.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder, type InstancePaths } from '../../platform/home/paths.ts';
import type { DockerRuntime } from '../../runtimes/docker/docker-runtime.ts';
import type { Runtime, Runtimes } from '../../runtimes/runtime.ts';

/** Where a tenant is, or will be. */
export const movePlace = z.object({
  runtime: runtimeKind,
  /** The name of its engine; null: this computer. */
  engine: z.string().nullable(),
  /** The beginning of the names of its volumes, on a named engine. */
  volumes: z.string().nullable(),
  port,
  container: z.string().nullable(),
  network: z.string().nullable(),
  /** A service of a swarm, or null: a container or a process. */
  deployment: z.literal('service').nullable().default(null),
  /** The address of its machine at which its port is open; null: it is bound to a loopback. */
  publishedAt: z.string().nullable().default(null),
  /** Its port for TLS beside the plain one; null: none. */
  tlsPort: port.nullable().default(null),
});
export type MovePlace = z.infer<typeof movePlace>;

/** How a move reaches its source and its target, independent of the tenant's record. */
export interface PlaceDeps {
  readonly runtimes: Runtimes;
  readonly engineAt: (engine: string | null) => DockerRuntime;
}

/** The runtime at a place. */
export function runtimeAt({ runtimes, engineAt }: PlaceDeps, { runtime, engine }: MovePlace): Runtime {
  return can(runtime, 'engine') ? engineAt(engine) : runtimes[runtime];
}

/** The engine at a place; null for a process. */
export function containersAt({ engineAt }: PlaceDeps, { runtime, engine }: MovePlace): DockerRuntime | null {
  return can(runtime, 'engine') ? engineAt(engine) : null;
}

/** The name of a place for people and records. */
export function placeName({ engine }: Pick<MovePlace, 'engine'>): string {
  return engine ?? LOCAL_ENGINE;
}

/** The files of a running move: the configuration of the copy, and the kept parts of the original. */
export interface StagedFiles {
  readonly folder: string;
  /** The configuration that the copy starts with: a replica. */
  readonly config: string;
  /** `redis.conf` of the tenant at its new place. */
  readonly final: string;
  /** `redis.json` and the configuration before the move. */
  readonly before: string;
  /** The data of a tenant that does not run, in transit. */
  readonly data: string;
  /** The same data, read again to compare it. */
  readonly compared: string;
}

export function stagedFiles(home: string, id: string): StagedFiles {
  const folder = join(desktopFolder(home), 'moves', id);
  return {
    ...{ folder, config: join(folder, 'config'), final: join(folder, 'final.conf'), before: join(folder, 'before') },
    ...{ data: join(folder, 'data'), compared: join(folder, 'compared') },
  };
}

/** Copies the files of a tenant for its move. */
export async function stageFiles(
  staged: StagedFiles,
  { paths, record }: { readonly paths: InstancePaths; readonly record: string },
): Promise<void> {
  await rm(staged.folder, { recursive: true, force: true });
  await copyFolder(paths.config, staged.config);
  await copyFolder(paths.config, join(staged.before, 'config'));
  await copyFile(record, join(staged.before, 'redis.json'));
}

/** Files and folders only: a link may lead anywhere. */
export async function copyFolder(from: string, to: string): Promise<void> {
  ensureFolder(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isDirectory()) await copyFolder(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile()) await copyFile(join(from, entry.name), join(to, entry.name));
  }
}
