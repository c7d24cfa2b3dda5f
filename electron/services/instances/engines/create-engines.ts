import type { Runtimes } from '../registry/catalogue.ts';
import type { Engines } from './engines.ts';

export function createEngines(runtimes: Runtimes): Engines {
  return { list: () => Promise.all([runtimes.docker.probe(), runtimes.process.probe()]) };
}
