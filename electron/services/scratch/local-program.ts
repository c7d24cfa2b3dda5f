import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { InstanceDeps } from '../instances/registry/instance-deps.ts';
import { findProgram, programVersion } from '../runtimes/process/program.ts';

/** The Redis program of this machine, and its version. */
export interface LocalProgram {
  readonly path: string;
  readonly version: string;
}

/** @returns null when there is none that runs */
export async function localProgram(programPath: string | undefined): Promise<LocalProgram | null> {
  const path = await findProgram(programPath);
  const version = path ? await programVersion(path).catch(() => null) : null;
  return path !== null && version !== null ? { path, version } : null;
}

/** Whether one version can read what the other wrote: the same or newer, patch levels aside. */
export function canRead(reader: string, writer: string | null): boolean {
  if (writer === null) return true;
  const [a = 0, b = 0] = reader.split('.').map(Number);
  const [c = 0, d = 0] = writer.split('.').map(Number);
  return a > c || (a === c && b >= d);
}

/** The RDB version that each Redis writes and is the newest it reads. @see https://github.com/redis/redis src/rdb.h */
const rdbVersions: readonly (readonly [string, number])[] = [
  ['7.4', 12],
  ['7.2', 11],
  ['7.0', 10],
  ['5.0', 9],
  ['4.0', 8],
  ['3.2', 7],
];

/** The newest version of the RDB format that a Redis reads; null for one newer than is known here. */
export function newestRdb(version: string): number | null {
  if (canRead(version, '8.2')) return null;
  return rdbVersions.find(([from]) => canRead(version, from))?.[1] ?? null;
}

/** The version that an instance runs, or would if it were started; null where nobody can tell. */
export async function versionOf(
  { runtimes, environment }: Pick<InstanceDeps, 'runtimes' | 'environment'>,
  { entry, record }: ManagedInstance,
): Promise<string | null> {
  const kind = entry?.runtime ?? record?.runtime;
  if (!kind) return null;
  return runtimes[kind].versionOf(entry?.image ?? record?.image ?? environment.image).catch(() => null);
}
