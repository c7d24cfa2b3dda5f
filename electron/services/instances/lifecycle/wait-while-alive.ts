import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';
import { killPreview } from './kill-preview.ts';

/** Between two looks for a sign of life, ms. */
const LOOK_EVERY_MS = 500;
/** A server that is silent for this part of the time it may take to become ready may hang: the user is told, and may choose. */
const MAY_HANG = 1 / 10;

export interface WaitOptions {
  readonly runtime: Runtime;
  readonly known: ManagedInstance;
  readonly op: Pick<OperationContext, 'signal' | 'progress' | 'reportStalled'>;
  /** What it was asked to do: `to save`. */
  readonly asked: string;
  /** What is said when it has been silent for too long, or was given up. */
  readonly silent: (seconds: number) => Promise<AppError>;
  /** How long a cancel still waits for a server that lives, ms: a server that was asked to end must have ended when it is started again. */
  readonly lingersMs: number;
}

export type PatienceDeps = Pick<InstanceDeps, 'environment' | 'observer'>;

/**
 * Waits for work at which a server may hang: for as long as that writes, to its log or its data. Once it is silent the
 * user is told what is waited for and since when, and what killing it would lose, and may choose that or cancel. One
 * that stays silent for as long as it may take to become ready is given up. Nothing is killed unasked.
 * @param work must end soon after its signal was aborted, and when the server is killed
 * @returns whether the server was killed, as the user chose; then whatever became of the work counts for nothing
 * @throws what `silent` gives; what the work throws
 */
export async function waitWhileAlive(
  { environment, observer }: PatienceDeps,
  { runtime, known, op, asked, silent, lingersMs }: WaitOptions,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<boolean> {
  const mayHangMs = MAY_HANG * environment.readyTimeoutMs;
  const giveUp = new AbortController();
  const over = new AbortController();
  let killed: Promise<void> | null = null;
  watch().catch((error: unknown) => giveUp.abort(error));
  // Nothing is gained by waiting where nothing was begun that goes on.
  const signal = lingersMs === 0 ? AbortSignal.any([giveUp.signal, op.signal]) : giveUp.signal;
  try {
    await work(signal).catch((error: unknown) => {
      if (killed === null) throw error;
    });
    await killed;
    return killed !== null;
  } finally {
    over.abort();
    op.reportStalled(null);
  }

  async function watch(): Promise<void> {
    const begun = Date.now();
    // Most work is done before the first time: until then nothing is read. What was written since the beginning counts.
    let last: number | null = null;
    let isFirst = true;
    let since = begun;
    let cancelledAt: number | null = null;
    while (!over.signal.aborted) {
      await restUntil(LOOK_EVERY_MS, cancelledAt === null ? [over.signal, op.signal] : [over.signal]);
      if (over.signal.aborted) return;
      const now = Date.now();
      if (op.signal.aborted) cancelledAt ??= now;
      const written = await lastWritten(known);
      if (over.signal.aborted) return;
      const wrote = isFirst ? (written ?? 0) > begun : written !== last;
      isFirst = false;
      if (wrote) {
        since = now;
        op.reportStalled(null);
      }
      last = written;
      const quietMs = now - since;
      const seconds = Math.round(quietMs / 1000);
      if (cancelledAt !== null && (now - cancelledAt >= lingersMs || quietMs >= mayHangMs)) {
        return giveUp.abort(await silent(seconds));
      }
      if (quietMs >= environment.readyTimeoutMs) return giveUp.abort(await silent(seconds));
      if (quietMs >= mayHangMs) await tell(since, seconds);
      else if (now - begun > 1000) op.progress(null, `${Math.round((now - begun) / 1000)} s so far`);
    }
  }

  async function tell(since: number, seconds: number): Promise<void> {
    const at = new Date(since).toISOString();
    op.progress(null, `waiting for it ${asked}: no sign of life for ${seconds} s`);
    const lost = await killPreview({ observer }, known).then(
      ({ consequence }) => consequence,
      () => 'What is not on disk is lost.',
    );
    if (over.signal.aborted || killed !== null) return;
    const kill = () => {
      killed ??= runtime.kill(known.id);
      // Met where it is awaited.
      killed.catch(() => undefined);
      op.reportStalled(null);
    };
    op.reportStalled({ about: { asked, since: at, lost }, kill });
  }
}

/** Waits for a time, or until one of the signals is aborted. */
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

/** When it wrote last to its log or its data, ms since 1970: saves and rewrites go to files beside those they replace. */
async function lastWritten({ paths }: ManagedInstance): Promise<number | null> {
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
