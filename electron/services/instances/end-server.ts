import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { createRedisLink, LinkError } from '../redis/redis-link.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { configuredSettings } from '../settings/server-settings.ts';
import type { Known } from './catalogue.ts';
import type { InstanceDeps } from './deps.ts';

/** A server saves before it ends: tens of gigabytes take minutes, and killing it then would lose them. */
const STOP_MS = 15 * 60_000;

/** Between two looks for a sign of life, ms. */
const LOOK_EVERY_MS = 500;
const ANSWER_MS = 1000;

/**
 * Tells a server to save and to end, and waits for it: for as long as it writes, to its log or its data. One that
 * writes nothing for as long as it may take to become ready hangs, and nobody waits for it; nothing is killed.
 * @throws AppError TIMED_OUT saying what it does instead of ending, and what can be done; CANCELLED
 */
export async function endServer(
  { environment }: Pick<InstanceDeps, 'environment'>,
  runtime: Runtime,
  known: Known,
  op: Pick<OperationContext, 'signal' | 'progress'>,
): Promise<void> {
  const silent = new AbortController();
  const ended = new AbortController();
  const signal = AbortSignal.any([op.signal, silent.signal]);
  const watching = watch();
  try {
    await runtime.stop(known.id, { timeoutMs: STOP_MS, signal });
  } finally {
    ended.abort();
    await watching;
  }

  async function watch(): Promise<void> {
    const begun = Date.now();
    let last = await lastWritten(known);
    let since = begun;
    while (!ended.signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal: ended.signal }).catch(() => undefined);
      const now = await lastWritten(known);
      if (now !== last) since = Date.now();
      last = now;
      const waited = Math.round((Date.now() - begun) / 1000);
      if (waited > 1) op.progress(null, `${waited} s so far`);
      if (Date.now() - since < environment.readyTimeoutMs) continue;
      silent.abort(await doesNotEnd(runtime, known, environment.readyTimeoutMs / 1000));
      return;
    }
  }
}

/** When it wrote last to its log or its data, ms since 1970: saves and rewrites go to files beside those they replace. */
async function lastWritten({ paths }: Known): Promise<number | null> {
  const folders = [paths.data, join(paths.data, 'appendonlydir')];
  const names = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  const files = folders.flatMap((folder, index) => (names[index] ?? []).map((name) => join(folder, name)));
  const times = await Promise.all(
    [paths.logFile, ...files].map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(...times) || null;
}

async function doesNotEnd(runtime: Runtime, known: Known, seconds: number): Promise<AppError<'TIMED_OUT'>> {
  const { id } = known;
  const told = `${id} was told to end ${seconds} s ago`;
  const rest = 'Nothing was killed, and it ends as soon as it can.';
  const kill = `If it has to end now, kill it ("Kill…" in its menu, or --action stop --kill yes): what is not on disk is then lost.`;
  const state = await stateOf(known);
  if (state === 'busy') {
    const message = `${told}, but a script or function of a client keeps it busy. ${rest} End that with SCRIPT KILL or FUNCTION KILL and stop it again. ${kill}`;
    return new AppError('TIMED_OUT', message, { seconds });
  }
  if (state === 'answers') {
    const log = await runtime.recentOutput(id, 20).catch(() => []);
    const last = log.findLast((line) => line.trim() !== '');
    const said = last ? ` Its log ends with: ${last.trim()}` : '';
    const message = `${told} and goes on answering: most likely it cannot save.${said} ${rest} ${kill}`;
    return new AppError('TIMED_OUT', message, { seconds });
  }
  const message = `${told} and has neither answered nor written anything since: it hangs. ${rest} ${kill}`;
  return new AppError('TIMED_OUT', message, { seconds });
}

async function stateOf({ entry, paths }: Known): Promise<'answers' | 'busy' | 'silent'> {
  if (!entry?.address) return 'silent';
  const settings = await configuredSettings(paths.configFile);
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
