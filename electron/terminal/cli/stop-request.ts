import { AppError } from '../../../shared/contract/errors.ts';
import * as cliWords from './words.ts';

export type StopReason = { readonly by: 'signal' } | { readonly by: 'timeout'; readonly seconds: number };

/** Somebody wants it to end: Ctrl-C, SIGTERM, a closed terminal, or the time that `--timeout` gives. */
export class StopRequest {
  readonly #controller = new AbortController();
  #reason: StopReason | null = null;
  #asked = 0;
  /** Called when it is asked for again while the first is being obeyed. */
  onRepeated: () => void = () => {};

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get reason(): StopReason | null {
    return this.#reason;
  }

  ask(reason: StopReason): void {
    this.#asked += 1;
    if (this.#asked > 1) {
      if (reason.by === 'signal') this.onRepeated();
      return;
    }
    this.#reason = reason;
    this.#controller.abort(this.failure());
  }

  /** What the command ends with when it was asked to stop. `undone`: something had been begun by then. */
  failure(undone = false): AppError {
    const end = undone ? cliWords.theChangesSoFarHaveBeen : '.';
    if (this.#reason?.by !== 'timeout') return new AppError('CANCELLED', `Cancelled${end}`, {});
    const { seconds } = this.#reason;
    return new AppError('TIMED_OUT', cliWords.stoppedAfterSecondsSTheLimit(seconds, end), { seconds });
  }

  /** The promise's result, or the failure as soon as it is asked to stop. For what leaves nothing to undo. */
  async orStop<T>(work: Promise<T>): Promise<T> {
    if (this.signal.aborted) {
      work.catch(() => {});
      throw this.failure();
    }
    let stopped = () => {};
    const stop = new Promise<never>((_, reject) => {
      stopped = () => reject(this.failure());
      this.signal.addEventListener('abort', stopped, { once: true });
    });
    try {
      return await Promise.race([work, stop]);
    } finally {
      this.signal.removeEventListener('abort', stopped);
    }
  }
}

/** What `listenForStop` needs of `process`. */
export interface SignalSource {
  on(event: NodeJS.Signals, listener: () => void): unknown;
  off(event: NodeJS.Signals, listener: () => void): unknown;
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies NodeJS.Signals[];

/** Turns signals, and the time that `--timeout` gives, into a request; returns how to end that. */
export function listenForStop(request: StopRequest, signals: SignalSource, seconds: number | undefined): () => void {
  const asked = () => request.ask({ by: 'signal' });
  for (const signal of stopSignals) signals.on(signal, asked);
  const timer =
    seconds === undefined ? undefined : setTimeout(() => request.ask({ by: 'timeout', seconds }), seconds * 1000);
  return () => {
    for (const signal of stopSignals) signals.off(signal, asked);
    clearTimeout(timer);
  };
}
