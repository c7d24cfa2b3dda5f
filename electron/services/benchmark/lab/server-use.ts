import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import type { ScratchServer } from '../../scratch/scratch-server.ts';

/** The processor time that a server has used at a moment. */
export interface ServerUse {
  readonly atMs: number;
  readonly cpuSeconds: number;
  readonly version: string | null;
}

const REPLY_MS = 5000;

/** @returns null when the server does not report it */
export async function serverUse(server: ScratchServer): Promise<ServerUse | null> {
  const info = await server.call(REPLY_MS, 'INFO').then(
    (reply) => parseInfo(String(reply)),
    () => null,
  );
  const [system, user] = ['used_cpu_sys', 'used_cpu_user'].map((name) => info && infoNumber(info, name));
  if (info === null || system == null || user == null) return null;
  const version = info.get('valkey_version') ?? info.get('redis_version') ?? null;
  return { atMs: performance.now(), cpuSeconds: system + user, version };
}

/** The processor cores that a server used on average between two moments; null if unknown. */
export function coresBetween(before: ServerUse | null, after: ServerUse | null): number | null {
  if (before === null || after === null || after.atMs <= before.atMs) return null;
  return ((after.cpuSeconds - before.cpuSeconds) * 1000) / (after.atMs - before.atMs);
}
