import { type ComponentType, lazy, Suspense, useState } from 'react';
import { type Readable, useStore } from '../lib/store.ts';
import { partOfPage } from './lost-files.ts';

const loads: (() => Promise<unknown>)[] = [];

/**
 * A dialog outside the first bundle. It mounts when its store first changes from the initial value, and stays
 * mounted so that it can fade out.
 */
export function lazyDialog<T>(asked: Readable<T>, load: () => Promise<ComponentType>): ComponentType {
  const atFirst = asked.get();
  const Asked = lazy(async () => ({ default: await partOfPage(load) }));
  loads.push(load);
  return function LoadedDialog() {
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

/** Preloads the code of all lazy dialogs, one after the other. */
export async function preloadDialogs(): Promise<void> {
  // Opening the dialog loads it again and reports the failure.
  for (const load of loads) await load().catch(() => undefined);
}
