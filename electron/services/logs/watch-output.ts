import { setTimeout as sleep } from 'node:timers/promises';
import type { OutputLine, Runtime } from '../runtimes/runtime.ts';

/** Between two tries where the container has ended or its engine went away, ms. */
const AGAIN_AFTER_MS = 2000;
/** Lines that wait to be taken. */
const MOST_WAITING = 5000;

/** The output of a container as it comes, over its restarts. */
export interface WatchedOutput {
  /** What came since, and how many lines were too many. */
  take(): { readonly lines: readonly OutputLine[]; readonly dropped: number };
  end(): void;
}

/** @param last when the last line came that is known already; null: none is */
export function watchOutput(id: string, runtime: Runtime, last: string | null): WatchedOutput {
  const ended = new AbortController();
  let waiting: OutputLine[] = [];
  let dropped = 0;
  let known = last ?? '1970-01-01T00:00:00.000000000Z';
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
        for await (const lines of runtime.followOutput(id, known, signal)) add(lines);
      } catch {
        // The engine is away: the file goes on, and this is tried again.
      }
      await sleep(AGAIN_AFTER_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  function add(lines: readonly OutputLine[]): void {
    for (const line of lines) {
      // Asked for from a time on, the line of that very time comes again; all times have the same length.
      if (line.at !== null && line.at <= known) continue;
      if (line.at !== null) known = line.at;
      waiting.push(line);
    }
    const over = waiting.length - MOST_WAITING;
    if (over <= 0) return;
    waiting = waiting.slice(over);
    dropped += over;
  }
}
