import { setTimeout as sleep } from 'node:timers/promises';
import type { OutputLine, Runtime } from '../runtimes/runtime.ts';

/** Delay before a retry after the container stopped or the engine became unreachable. */
const RETRY_AFTER_MS = 2000;
const MAX_WAITING_LINES = 5000;

/** The live output of a container, across restarts. */
export interface WatchedOutput {
  /** New lines since the last call, and the number of dropped ones. */
  take(): { readonly lines: readonly OutputLine[]; readonly dropped: number };
  end(): void;
}

/** @param last engine time of the last line already read; null: none */
export function watchOutput(id: string, runtime: Runtime, last: string | null): WatchedOutput {
  const ended = new AbortController();
  let waiting: OutputLine[] = [];
  let dropped = 0;
  let lastSeen = last ?? '1970-01-01T00:00:00.000000000Z';
  void follow();
  return {
    take() {
      const taken = { lines: waiting, dropped };
      waiting = [];
      dropped = 0;
      return taken;
    },
    end: () => ended.abort(),
  };

  async function follow(): Promise<void> {
    const { signal } = ended;
    while (!signal.aborted) {
      try {
        for await (const lines of runtime.followOutput(id, lastSeen, signal)) add(lines);
      } catch {
        // The engine is unreachable: retry below; the log file is still followed.
      }
      await sleep(RETRY_AFTER_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  function add(lines: readonly OutputLine[]): void {
    for (const line of lines) {
      // `since` is inclusive, so the last line comes again. All times have the same length, so strings compare correctly.
      if (line.at !== null && line.at <= lastSeen) continue;
      if (line.at !== null) lastSeen = line.at;
      waiting.push(line);
    }
    const over = waiting.length - MAX_WAITING_LINES;
    if (over <= 0) return;
    waiting = waiting.slice(over);
    dropped += over;
  }
}
