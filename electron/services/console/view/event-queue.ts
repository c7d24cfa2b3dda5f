import type { ConsoleEvent } from '../../../../shared/contract/console.ts';
import { pause } from '../../platform/time/pause.ts';
import type { ReplyOutput } from '../session/console-session.ts';
import { shown } from './kept-reply.ts';

/** The minimum time between two batches. */
const BATCH_MS = 50;
/** More text in one batch is dropped, because nobody could read it. */
const BATCH_BYTES = 64 * 1024;

/** The events of one console, in batches for one reader. */
export interface EventQueue {
  /** Adds the text of a stream. */
  readonly output: ReplyOutput;
  add(event: ConsoleEvent): void;
  /** Ends with the reader, or by `end`. */
  read(signal: AbortSignal | undefined): AsyncGenerator<ConsoleEvent>;
  end(): void;
}

export function createEventQueue(): EventQueue {
  const events: ConsoleEvent[] = [];
  let parts: Buffer[] = [];
  let bytes = 0;
  let messages = 0;
  let dropped = 0;
  let isFull = false;
  let isEnded = false;
  let wake: () => void = () => undefined;

  const flushText = () => {
    if (messages === 0 && dropped === 0 && bytes === 0) return;
    const text = shown(Buffer.concat(parts));
    events.push({ kind: 'text', text, messages, dropped });
    parts = [];
    bytes = 0;
    messages = 0;
    dropped = 0;
    isFull = false;
  };

  return {
    output: {
      write(part) {
        if (isFull) return;
        const fitting = part.subarray(0, BATCH_BYTES - bytes);
        parts.push(Buffer.from(fitting));
        bytes += fitting.length;
        wake();
      },
      isFull: () => isFull,
      replied() {
        if (isFull) dropped += 1;
        else messages += 1;
        isFull = bytes >= BATCH_BYTES;
        wake();
      },
    },
    add(event) {
      flushText();
      events.push(event);
      wake();
    },
    async *read(signal) {
      const stop = () => wake();
      signal?.addEventListener('abort', stop, { once: true });
      try {
        while (!signal?.aborted && !isEnded) {
          flushText();
          if (events.length === 0) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
            wake = () => undefined;
          }
          yield* events.splice(0);
          if (!signal?.aborted && !isEnded) await pause(BATCH_MS, signal);
        }
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
    end() {
      isEnded = true;
      wake();
    },
  };
}
