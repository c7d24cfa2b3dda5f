import type { Output } from './output.ts';
import type { StopRequest } from './stop-request.ts';
import type { Terminal } from './terminal.ts';

/** Moves to the beginning of the line and erases it. */
const ERASE = '\r\u001b[2K';

/** A line on a terminal that is redrawn in place. */
export interface DrawnLine {
  /** Cuts the text where the line would wrap. */
  show(text: string): void;
  /** Erases it, so that something else can be printed. */
  clear(): void;
}

export function createDrawnLine(terminal: Terminal): DrawnLine {
  let shown = '';
  return {
    show(text) {
      const line = terminal.drawable(text, terminal.drawnColumns - 1);
      if (line === shown) return;
      shown = line;
      terminal.raw(`${ERASE}${line}`);
    },
    clear() {
      if (shown !== '') terminal.raw(ERASE);
      shown = '';
    },
  };
}

/**
 * Reads a stream of states, and shows each on a terminal.
 * @param until whether a state is the wanted one, after which the stream is ended; omitted: the last one of the stream
 * @throws AppError if the stream ends without the wanted state
 */
export async function awaitState<State>(
  { output, stop }: { readonly output: Output; readonly stop: StopRequest },
  watch: (signal: AbortSignal) => Promise<AsyncIterable<State>>,
  line: (state: State) => string,
  until?: (state: State) => boolean,
): Promise<State> {
  const ending = new AbortController();
  const drawn = output.stderr.isTTY ? createDrawnLine(output.stderr) : null;
  const read = async () => {
    let last: { readonly state: State } | null = null;
    for await (const state of await watch(ending.signal)) {
      drawn?.show(line(state));
      if (until?.(state)) return state;
      last = { state };
    }
    if (last === null || until) throw stop.failure();
    return last.state;
  };
  try {
    return await stop.orStop(read());
  } finally {
    ending.abort();
    drawn?.clear();
  }
}
