import { type ComponentType, lazy, Suspense, useState } from 'react';
import { type Readable, useStore } from '../lib/store.ts';
import { partOfPage } from './lost-files.ts';

const loads: (() => Promise<unknown>)[] = [];

/**
 * A dialog or the like whose code the first view does without. It is there from when its store first holds something
 * else than at first, and stays, so that it can fade away.
 */
export function lazyDialog<T>(asked: Readable<T>, load: () => Promise<ComponentType>): ComponentType {
  const atFirst = asked.get();
  const Asked = lazy(async () => ({ default: await partOfPage(load) }));
  loads.push(load);
  return function WhenAsked() {
    const isAsked = useStore(asked, (now) => now !== atFirst);
    const [wasAsked, setWasAsked] = useState(isAsked);
    if (isAsked && !wasAsked) setWasAsked(true);
    return (
      wasAsked && (
        <Suspense>
          <Asked />
        </Suspense>
      )
    );
  };
}

/** Fetches the code of all of them, so that none has to be waited for. */
export function fetchWhatIsAsked(): void {
  // Whoever asks fetches again what was lost.
  for (const load of loads) load().catch(() => undefined);
}
