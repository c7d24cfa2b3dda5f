import type { Runtimes } from '../../runtimes/runtime.ts';
import type { Engines } from './engines.ts';

export function createEngines(runtimes: Runtimes): Engines {
  return { list: () => Promise.all(Object.values(runtimes).map((runtime) => runtime.probe())) };
}
