import { AppError } from '../../../shared/contract/errors.ts';
import * as cliWords from './words.ts';

export type StopReason = { readonly by: 'signal' } | { readonly by: 'timeout'; readonly seconds: number };

/** A request to end: Ctrl-C, SIGTERM, a closed terminal, or the time limit of `--timeout`. */
export class StopRequest {
  readonly #controller = new AbortController();
  #reason: StopReason | null = null;
  #asked = 0;
  /** Called for a second request while the first is being handled. */
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

  /**
   * The failure of a command that was asked to stop. `undone`: an operation had begun by then.
   * @param kept what that operation did not undo, as a sentence
   */
  failure(undone = false, kept?: string): AppError {
    const end = kept === undefined ? (undone ? cliWords.theChangesSoFarHaveBeen : '.') : `. ${kept}`;
    if (this.#reason?.by !== 'timeout') return new AppError('CANCELLED', `Cancelled${end}`, {});
    const { seconds } = this.#reason;
    return new AppError('TIMED_OUT', cliWords.stoppedAfterSecondsSTheLimit(seconds, end), { seconds });
  }

  /** The promise's result, or the failure as soon as a stop is requested. For work that leaves nothing to undo. */
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

/** The parts of `process` that `listenForStop` needs. */
export interface SignalSource {
  on(event: NodeJS.Signals, listener: () => void): unknown;
  off(event: NodeJS.Signals, listener: () => void): unknown;
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies NodeJS.Signals[];

/** Turns signals and the time limit of `--timeout` into a stop request. @returns a function that stops listening */
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
