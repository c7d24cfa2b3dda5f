import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { killPreview } from './kill-preview.ts';

/** Interval between two checks for activity. */
const POLL_MS = 500;
/** After this share of the ready timeout without activity, the server may hang, and the user is asked what to do. */
const MAY_HANG = 1 / 10;

export interface WaitOptions {
  readonly runtime: Runtime;
  readonly instance: ManagedInstance;
  readonly op: Pick<OperationContext, 'signal' | 'progress' | 'reportStalled'>;
  /** The request, such as `to save`. */
  readonly asked: string;
  /** The error if the server stays silent for too long. */
  readonly silent: (seconds: number) => Promise<AppError>;
  /** How long to wait after a cancel: a server that was asked to stop must exit before it can start again. */
  readonly lingersMs: number;
}

export type WaitDeps = Pick<InstanceDeps, 'environment' | 'observer'>;

/**
 * Waits for work at which a server may hang, for as long as the server writes to its log or its data folder. If it
 * falls silent, reports the request, the time and the data that a kill would lose; the user can then kill the server or
 * cancel. Gives up after the ready timeout without activity. Never kills a server without the user's choice.
 * @param work must settle soon after its signal aborts and after the server is killed
 * @returns whether the user chose to kill the server; the result of the work is then ignored
 * @throws the error of `silent` or of the work
 */
export async function waitWhileAlive(
  { environment, observer }: WaitDeps,
  { runtime, instance, op, asked, silent, lingersMs }: WaitOptions,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  const mayHangMs = MAY_HANG * environment.readyTimeoutMs;
  const giveUp = new AbortController();
  const settled = new AbortController();
  let killed: Promise<void> | null = null;
  watch().catch((error: unknown) => giveUp.abort(error));
  // With no linger time, the request leaves nothing running: a cancel ends the work immediately.
  const signal = lingersMs === 0 ? AbortSignal.any([giveUp.signal, op.signal]) : giveUp.signal;
  try {
    await work(signal).catch((error: unknown) => {
      if (killed === null) throw error;
    });
    await killed;
    return killed !== null;
  } finally {
    settled.abort();
    op.reportStalled(null);
  }

  async function watch(): Promise<void> {
    const startedAt = Date.now();
    // Most work finishes before the first check, so nothing is read until then. The first check counts writes since the start.
    let last: number | null = null;
    let away: AppError | null = null;
    let isFirst = true;
    let since = startedAt;
    let cancelledAt: number | null = null;
    while (!settled.signal.aborted) {
      await restUntil(POLL_MS, cancelledAt === null ? [settled.signal, op.signal] : [settled.signal]);
      if (settled.signal.aborted) return;
      const now = Date.now();
      if (op.signal.aborted) cancelledAt ??= now;
      let written: number | null = last;
      try {
        written = await lastWritten(runtime, instance);
        away = null;
      } catch (error) {
        if (!isAppError(error, 'ENGINE_UNREACHABLE')) throw error;
        away = error;
      }
      if (settled.signal.aborted) return;
      const wrote = isFirst ? (written ?? 0) > startedAt : written !== last;
      isFirst = false;
      if (wrote) {
        since = now;
        op.reportStalled(null);
      }
      last = written;
      const silentMs = now - since;
      const seconds = Math.round(silentMs / 1000);
      if (cancelledAt !== null && (now - cancelledAt >= lingersMs || silentMs >= mayHangMs)) {
        return giveUp.abort(away ?? (await silent(seconds)));
      }
      if (silentMs >= environment.readyTimeoutMs) return giveUp.abort(away ?? (await silent(seconds)));
      if (silentMs >= mayHangMs) await reportSilence(since, seconds);
      else if (now - startedAt > 1000) op.progress(null, `running for ${Math.round((now - startedAt) / 1000)} s`);
    }
  }

  async function reportSilence(since: number, seconds: number): Promise<void> {
    const at = new Date(since).toISOString();
    op.progress(null, `waiting for it ${asked}: no sign of life for ${seconds} s`);
    const lost = await killPreview({ observer }, instance).then(
      ({ consequence }) => consequence,
      () => 'Data that is not on disk is lost.',
    );
    if (settled.signal.aborted || killed !== null) return;
    const kill = () => {
      killed ??= runtime.kill(instance.id);
      // The caller awaits `killed`; this avoids an unhandled rejection meanwhile.
      killed.catch(() => undefined);
      op.reportStalled(null);
    };
    op.reportStalled({ about: { asked, since: at, lost }, kill });
  }
}

/** Waits until the time is over or a signal aborts. */
function restUntil(ms: number, signals: readonly AbortSignal[]): Promise<void> {
  if (signals.some(({ aborted }) => aborted)) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    for (const signal of signals) signal.addEventListener('abort', end, { once: true });
  });
}

/** The latest write to the log or the data folder, ms since 1970. Saves and rewrites use temporary files in that folder. */
async function lastWritten(runtime: Runtime, { id, entry, paths }: ManagedInstance): Promise<number | null> {
  if (entry?.engine !== undefined && runtime.lastWritten) return runtime.lastWritten(id);
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
