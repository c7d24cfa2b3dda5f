import { useEffect } from 'react';
import { createStore, useStore } from './store.ts';

const now = createStore(Date.now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The current time, ms since 1970, updated once a second. All relative times share this clock. */
export function useNow(): number {
  useEffect(() => {
    users += 1;
    if (users === 1) {
      now.set(Date.now());
      timer = setInterval(() => now.set(Date.now()), 1000);
    }
    return () => {
      users -= 1;
      if (users === 0) clearInterval(timer);
    };
  }, []);
  return useStore(now);
}
