import { MIN_CONTAINER_BYTES } from '../../../shared/contract/names.ts';
import { parseMemory } from '../../../shared/memory.ts';
import { badUsage } from './bad-usage.ts';
import type { Arguments } from './flags.ts';
import * as flagsWords from './words.ts';

/** The flags for the container of a new instance. */
export const containerFlags = ['container-memory', 'container-outgoing'] as const;

/** The choices of those flags; undefined if a flag was omitted. @throws a usage error */
export function containerChoices(args: Arguments<(typeof containerFlags)[number]>): {
  /** Bytes; null: by `maxmemory`; 0: none. */
  readonly memoryBytes: number | null | undefined;
  readonly outgoing: boolean | undefined;
} {
  const { 'container-memory': memory, 'container-outgoing': outgoing } = args;
  return {
    memoryBytes: memory === undefined ? undefined : memoryChoice(memory),
    outgoing: outgoing === undefined ? undefined : outgoing === 'open',
  };
}

function memoryChoice(given: string): number | null {
  if (given === 'auto') return null;
  if (given === 'none') return 0;
  const bytes = parseMemory(given);
  if (bytes !== null && bytes >= MIN_CONTAINER_BYTES) return bytes;
  const expected = flagsWords.containerMemoryRule;
  throw badUsage('--container-memory', expected, `--container-memory: "${given}" is not ${expected}.`);
}
