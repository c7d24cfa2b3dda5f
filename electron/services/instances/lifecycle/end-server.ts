import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { parseInfo } from '../../redis/info/info.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { endKeeping, type Keeping, ownLink } from './keep-data.ts';
import { keepUsers } from './keep-users.ts';
import { type WaitDeps, type WaitOptions, waitWhileAlive } from './wait-while-alive.ts';

/** Redis saves before it exits. Saving tens of gigabytes takes minutes, and a kill during the save loses them. */
const STOP_MS = 15 * 60_000;

const ANSWER_MS = 1000;
const AOF_POLL_MS = 50;
/** After a cancel, wait this long for an exiting server: starting it again requires that it has exited. */
const LINGER_MS = 10_000;

interface Ending extends Keeping {
  /** An authenticated connection of the caller: the password in redis.conf may have changed since. */
  readonly link?: RedisLink;
}

/**
 * Asks a server to save and exit, and waits as `waitWhileAlive` does. The next start loads the current keys, even if
 * `dir`, `dbfilename` or the persistence settings were changed meanwhile.
 * @returns whether the user chose to kill it
 * @throws AppError TIMED_OUT with the reason why the server keeps running; SAVE_FAILED
 */
export function endServer(
  deps: WaitDeps,
  runtime: Runtime,
  instance: ManagedInstance,
  op: WaitOptions['op'] & Pick<OperationContext, 'log' | 'warn'>,
  { link: given, ...keeping }: Ending = {},
): Promise<boolean> {
  const silent = (seconds: number) => doesNotEnd(runtime, instance, seconds);
  const waitOptions = { runtime, instance, op, asked: 'to save and stop', silent, lingersMs: LINGER_MS };
  return waitWhileAlive(deps, waitOptions, async (signal) => {
    const end = async () => {
      const shutdownSent = sendShutdown(deps, instance).catch(() => undefined);
      try {
        await runtime.stop(instance.id, { timeoutMs: STOP_MS, signal });
      } finally {
        // A late SHUTDOWN must not reach the next server on this port.
        await shutdownSent;
      }
    };
    const link = given ?? (await ownLink(instance));
    if (link === null) return end();
    const close = () => {
      if (link !== given) link.close();
    };
    signal.addEventListener('abort', close, { once: true });
    try {
      await waitForAof(link, op, signal);
      await keepUsers(deps, { instance, link, op, ...(keeping.conf && { conf: keeping.conf }) });
      signal.throwIfAborted();
      await endKeeping(deps, { instance, op, keeping, link, signal }, end);
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  });
}

/**
 * Waits while Redis writes its initial AOF: until that is complete, Redis ignores SIGTERM and rejects SHUTDOWN
 * ("Writing initial AOF, can't exit"). INFO does not distinguish the initial AOF from a rewrite, so this waits for both.
 */
async function waitForAof(link: RedisLink, op: Pick<OperationContext, 'progress'>, signal: AbortSignal): Promise<void> {
  for (;;) {
    const reply = await link.call(ANSWER_MS, 'INFO', 'persistence').catch(() => null);
    // No reply: continue with the shutdown.
    if (reply === null) return;
    const info = parseInfo(String(reply));
    const isOn = info.get('aof_enabled') === '1';
    const isWriting = info.get('aof_rewrite_in_progress') === '1' || info.get('aof_rewrite_scheduled') === '1';
    if (!isOn || !isWriting) return;
    op.progress(null, 'waiting for Redis to write its AOF');
    await sleep(AOF_POLL_MS, undefined, { signal });
  }
}

/**
 * Redis handles a signal at its next timer tick (ten times a second) and SHUTDOWN immediately, with the same save. The
 * signal is sent as well, in case SHUTDOWN is rejected. SHUTDOWN is skipped if `shutdown-on-sigterm` has another value
 * (Redis 7), and in a container, because the engine would restart it.
 */
async function sendShutdown({ observer }: Pick<WaitDeps, 'observer'>, instance: ManagedInstance): Promise<void> {
  const runId = instance.entry?.runId ?? null;
  const link = runId === null ? null : await observer.link(instance);
  if (!link) return;
  const [info, signal] = await link.batch(ANSWER_MS, [
    ['INFO', 'server'],
    ['CONFIG', 'GET', 'shutdown-on-sigterm'],
  ]);
  // If the port in redis.conf has changed, another server may answer there.
  const isSameServer = String(info).includes(`run_id:${runId}`);
  const isDefaultSignal = Array.isArray(signal) && (signal[1] ?? 'default') === 'default';
  if (isSameServer && isDefaultSignal) await link.call(ANSWER_MS, 'SHUTDOWN');
}

async function doesNotEnd(
  runtime: Runtime,
  instance: ManagedInstance,
  seconds: number,
): Promise<AppError<'TIMED_OUT'>> {
  const { id } = instance;
  const asked = `${id} was asked to stop ${seconds} s ago`;
  const rest = 'Nothing was killed; it stops as soon as it can.';
  const kill = 'To stop it now, kill it: data that is not on disk is lost.';
  const data = { seconds, remedy: { action: 'stop', flags: { kill: 'yes' } } };
  const state = await stateOf(instance);
  if (state === 'busy') {
    const message = `${asked}, but a client's script or function keeps it busy. ${rest} End the script with SCRIPT KILL or FUNCTION KILL, then stop ${id} again. ${kill}`;
    return new AppError('TIMED_OUT', message, data);
  }
  if (state === 'answers') {
    const log = await runtime.recentOutput(id, 20).catch(() => []);
    const last = log.findLast((line) => line.trim() !== '');
    const logEnd = last ? ` Its log ends with: ${last.trim()}` : '';
    const message = `${asked} and still answers; most likely it cannot save.${logEnd} ${rest} ${kill}`;
    return new AppError('TIMED_OUT', message, data);
  }
  const message = `${asked} and has neither answered nor written anything since: it hangs. ${rest} ${kill}`;
  return new AppError('TIMED_OUT', message, data);
}

async function stateOf(instance: ManagedInstance): Promise<'answers' | 'busy' | 'silent'> {
  const { entry } = instance;
  if (!entry?.address) return 'silent';
  const settings = await configuredSettings(confPlaceOf(instance));
  const link = createRedisLink({ ...entry.address, password: settings?.password ?? null });
  try {
    await link.call(ANSWER_MS, 'PING');
    return 'answers';
  } catch (error) {
    if (error instanceof LinkError) return /BUSY/.test(error.message) ? 'busy' : 'silent';
    return /BUSY/.test(String(error)) ? 'busy' : 'answers';
  } finally {
    link.close();
  }
}
