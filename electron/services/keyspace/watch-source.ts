import type { KeySource, KeySpace } from '../../../shared/contract/keyspace.ts';
import type { OpenSources } from './open-sources.ts';

const EVERY_MS = 100;

/** The state of a source now and after each change, at most every 100 ms. The source stays open meanwhile. */
export async function* watchSource(
  sources: OpenSources,
  source: KeySource,
  signal: AbortSignal | undefined,
): AsyncGenerator<KeySpace> {
  const { opened, release } = await sources.hold(source);
  let wake: () => void = () => undefined;
  const end = opened.onState(() => wake());
  const aborted = () => wake();
  signal?.addEventListener('abort', aborted);
  try {
    let shown = -1;
    while (!signal?.aborted) {
      const { state } = opened;
      if (state.revision !== shown) {
        shown = state.revision;
        yield state;
        await pause(EVERY_MS, signal);
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (opened.state.revision !== shown || signal?.aborted) resolve();
      });
    }
  } finally {
    end();
    signal?.removeEventListener('abort', aborted);
    release();
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
