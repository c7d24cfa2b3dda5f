import { describe, expect, onTestFinished, test } from 'vitest';
import { createKeptOpen } from './kept-open.ts';
import { watchOpened } from './watch-opened.ts';

interface Opened {
  readonly state: { readonly revision: number; readonly version: string };
  isBroken: boolean;
  onState(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Opens what the test describes. */
function useKept() {
  const at = { version: 'first' };
  const all: Opened[] = [];
  const kept = createKeptOpen<string, Opened>({
    open() {
      const state = { revision: 1, version: at.version };
      const opened = { state, isBroken: false, onState: () => () => undefined, close: async () => undefined };
      all.push(opened);
      return opened;
    },
    versionOf: async () => [at.version],
  });
  onTestFinished(() => kept.close());
  return { at, all, kept };
}

describe('watch of an opened source', () => {
  const changes: readonly (readonly [string, (fixture: ReturnType<typeof useKept>) => void])[] = [
    [
      'another version is opened',
      ({ at }) => {
        at.version = 'second';
      },
    ],
    [
      'it broke and is opened again',
      ({ all }) => {
        for (const one of all) one.isBroken = true;
      },
    ],
  ];

  test.each(changes)('%s › ends, and a new watch shows the new one', async (_, change) => {
    const fixture = useKept();
    const { kept, all, at } = fixture;
    const watch = watchOpened(kept, 'file', undefined);
    expect(await watch.next()).toMatchObject({ done: false, value: { version: 'first' } });
    const next = watch.next();
    change(fixture);
    await kept.use('file');
    expect(await next).toMatchObject({ done: true });
    const again = watchOpened(kept, 'file', undefined);
    expect(await again.next()).toMatchObject({ done: false, value: { version: at.version } });
    expect(all).toHaveLength(2);
    await again.return(undefined);
  });

  test('another use of the same version › continues', async () => {
    const { kept, all } = useKept();
    const end = new AbortController();
    const watch = watchOpened(kept, 'file', end.signal);
    await watch.next();
    const next = watch.next();
    await kept.use('file');
    const soon = new Promise((resolve) => setTimeout(resolve, 20, 'watched'));
    expect(await Promise.race([next, soon])).toBe('watched');
    expect(all).toHaveLength(1);
    end.abort();
    expect(await next).toMatchObject({ done: true });
  });
});
