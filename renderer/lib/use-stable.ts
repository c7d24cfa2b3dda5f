import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * One and the same function for as long as the component lives, doing what the one given last does: so that a part
 * that gets it is not drawn again for a new function alone. Not to be called while drawing.
 */
export function useStable<Args extends readonly unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  const last = useRef(run);
  useLayoutEffect(() => {
    last.current = run;
  });
  return useCallback((...args: Args) => last.current(...args), []);
}
