import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { isOpen } from './configured-server.ts';
import { askIdentity, type ServerIdentity } from './server-identity.ts';
import type { SpawnedServer } from './spawn-server.ts';
import { startFailure } from './start-failure.ts';

/** Time for a new server to identify itself. */
const IDENTITY_MS = 30_000;

/** Connection attempt interval while there is no pid file; the server may be unable to write one. */
const WITHOUT_PID_FILE_MS = 25;

/** A new server that rejects our connection counts as running after this time. */
const REFUSED_MS = 500;

/** A new server and the data to identify it. */
interface StartingServer {
  readonly id: string;
  readonly target: RedisTarget;
  readonly server: SpawnedServer;
  readonly pidFile: string;
  readonly configFile: string;
}

/**
 * Waits until a new server has reported its pid. One that rejects our connection is recognised by its survival.
 * @throws AppError START_FAILED with its output, if it exits or does not reply in time
 */
export async function untilIdentified(
  { id, target, server, pidFile, configFile }: StartingServer,
  signal: AbortSignal,
): Promise<Pick<ServerIdentity, 'loading'> & { readonly runId: string | null }> {
  const deadline = Date.now() + IDENTITY_MS;
  let refusedAt: number | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    signal.throwIfAborted();
    if (server.ended()) throw await startFailure({ id, port: target.port, configFile }, await server.output());
    // A server writes its pid file as soon as it listens. Checking the file takes microseconds; connecting every
    // millisecond would slow down twenty servers that start simultaneously.
    const isDue = existsSync(pidFile) || performance.now() - triedAt >= WITHOUT_PID_FILE_MS;
    if (isDue) triedAt = performance.now();
    const identity = isDue && (await isOpen(target)) ? await askIdentity(target, 2000) : null;
    if (identity === 'refused') {
      // With its port taken, our server would exit within milliseconds. If it survives, the refusal is its own.
      refusedAt ??= Date.now();
      if (Date.now() - refusedAt > REFUSED_MS && !server.ended()) return { runId: null, loading: true };
      await sleep(20);
    } else if (identity?.pid === server.pid) return identity;
    if (Date.now() > deadline) throw await startFailure({ id, port: target.port, configFile }, await server.output());
    await sleep(1);
  }
}
