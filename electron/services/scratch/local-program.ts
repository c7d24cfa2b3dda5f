import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import { findProgram, programVersion } from '../runtimes/process/program.ts';

/** The local redis-server, and its version. */
export interface LocalProgram {
  readonly path: string;
  readonly version: string;
}

/** @returns null if there is none, or it does not run */
export async function localProgram(programPath: string | undefined): Promise<LocalProgram | null> {
  const path = await findProgram(programPath);
  const version = path ? await programVersion(path).catch(() => null) : null;
  return path !== null && version !== null ? { path, version } : null;
}

/** Whether one version can read the data of another: it must be the same or newer, ignoring patch levels. */
export function canRead(reader: string, writer: string | null): boolean {
  if (writer === null) return true;
  const [a = 0, b = 0] = reader.split('.').map(Number);
  const [c = 0, d = 0] = writer.split('.').map(Number);
  return a > c || (a === c && b >= d);
}

/** The RDB version that each Redis writes, which is also the newest that it reads. @see https://github.com/redis/redis src/rdb.h */
const rdbVersions: readonly (readonly [string, number])[] = [
  ['7.4', 12],
  ['7.2', 11],
  ['7.0', 10],
  ['5.0', 9],
  ['4.0', 8],
  ['3.2', 7],
  ['2.6', 6],
];

/** The newest version of the RDB format that a Redis reads; null for a Redis that is newer than the list. */
export function newestRdb(version: string): number | null {
  if (canRead(version, '8.2')) return null;
  return rdbVersions.find(([from]) => canRead(version, from))?.[1] ?? null;
}

/** The version that an instance runs or would run; null if it cannot be determined. */
export async function versionOf(
  { runtimes, environment }: Pick<InstanceDeps, 'runtimes' | 'environment'>,
  { entry, record }: ManagedInstance,
): Promise<string | null> {
  const kind = entry?.runtime ?? record?.runtime;
  if (!kind) return null;
  return runtimes[kind]
    .versionOf(entry?.image ?? record?.image ?? environment.image, record?.engineName)
    .catch(() => null);
}
