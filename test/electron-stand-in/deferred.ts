/** A promise with its resolve and reject functions. Node 20 has no `Promise.withResolvers`. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

export function deferred<T>(): Deferred<T> {
  const parts: { resolve?: Deferred<T>['resolve']; reject?: Deferred<T>['reject'] } = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return { promise, resolve: (value) => parts.resolve?.(value), reject: (reason) => parts.reject?.(reason) };
}
