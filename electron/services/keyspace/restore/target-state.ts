import { AppError } from '../../../../shared/contract/errors.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import { asRefusal } from '../edit/key-state.ts';
import { readLimits } from '../edit/server-limits.ts';
import { bufferOf, listOf } from '../values/bounded-reply.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import type { TargetLimits } from './suitability.ts';

/** The state of a target before a restore. */
export interface TargetState extends TargetLimits {
  readonly usedBytes: number | null;
  /** `maxmemory`; null without a limit, or if unknown. */
  readonly limitBytes: number | null;
  readonly policy: string | null;
  /** When the server started, in ms; null if unknown. */
  readonly startedAtMs: number | null;
}

export async function readTarget(connection: KeyConnection): Promise<TargetState> {
  const [infoReply, databases, modules] = await connection.pipeline([
    ['INFO'],
    ['CONFIG', 'GET', 'databases'],
    ['MODULE', 'LIST'],
  ]);
  const info = infoReply instanceof Error ? null : parseInfo(String(infoReply));
  const number = (name: string) => (info === null ? null : (infoNumber(info, name) ?? null));
  const configured = listOf(databases)[1];
  const uptime = number('uptime_in_seconds');
  return {
    ...(await readLimits(connection)),
    traits: connection.traits,
    databases: configured === undefined ? null : Number(bufferOf(configured)) || null,
    hasModules: Array.isArray(modules) ? modules.length > 0 : null,
    usedBytes: number('used_memory'),
    limitBytes: number('maxmemory') || null,
    policy: info?.get('maxmemory_policy') ?? null,
    startedAtMs: uptime === null ? null : Date.now() - uptime * 1000,
  };
}

/**
 * Checks whether the server accepts writes of this app, by a RESTORE with an invalid time: the server checks access
 * rules, its role, the memory limit and a failed save before the arguments, and nothing can be written.
 * @returns why it refuses; null if it does not
 */
export async function writeRefusal(connection: KeyConnection, key: Buffer): Promise<AppError | null> {
  const error: unknown = await connection.call('RESTORE', key, '-1', '').catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) return null;
  if (error instanceof AppError) return error;
  if (!/^(?:OOM|MISCONF|READONLY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|MOVED)\b/.test(error.message)) return null;
  const refusal = asRefusal(connection, error);
  return refusal instanceof AppError ? refusal : null;
}
