import { World } from './world.ts';

/**
 * Runs in the page's own world before its scripts and makes what the preload script exposes a property of the window.
 */
export function start(secret: string): void {
  if (window !== window.top) return;
  new World(`${secret}:to-preload`, `${secret}:to-page`, (key, value) => {
    if (key in window) throw new Error(`Cannot bind an API on top of an existing property on the window object`);
    Object.defineProperty(window, key, { value, enumerable: true });
  });
}
