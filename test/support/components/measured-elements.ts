import { vi } from 'vitest';

/** Gives every observed element this size until the test ends, as a browser with a layout does. */
export function measureElements(height = 600, width = 1000): void {
  vi.stubGlobal(
    'ResizeObserver',
    class implements ResizeObserver {
      readonly #notify: ResizeObserverCallback;

      constructor(notify: ResizeObserverCallback) {
        this.#notify = notify;
      }

      observe(target: Element): void {
        const contentRect = { ...{ x: 0, y: 0, top: 0, left: 0 }, width, height, bottom: height, right: width };
        this.#notify([{ target, contentRect } as unknown as ResizeObserverEntry], this);
      }

      unobserve(): void {}
      disconnect(): void {}
    },
  );
}
