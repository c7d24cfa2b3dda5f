import type { KeyAnalysis } from '../../../../shared/contract/keyspace.ts';
import { idOf, shown } from '../model/key-bytes.ts';
import * as memoryWords from '../words/memory.ts';

export type MemoryPrefix = KeyAnalysis['prefixes'][number];

export function prefixId({ database, prefix }: Pick<MemoryPrefix, 'database' | 'prefix'>): string {
  return `${database}/${idOf(prefix)}`;
}

/** `session:`, with its database where there are several; keys without a prefix have an empty one. */
export function prefixWords({ database, prefix }: Pick<MemoryPrefix, 'database' | 'prefix'>, several: boolean): string {
  const text = shown(prefix);
  const name = text === '' ? memoryWords.noPrefix : text;
  return several ? `db${database} ${name}` : name;
}

export function areSeveral(prefixes: readonly Pick<MemoryPrefix, 'database'>[]): boolean {
  return new Set(prefixes.map(({ database }) => database)).size > 1;
}

/** Memory where it was sampled, else the serialised size. */
export function weightOf({ memoryBytes, sizeBytes }: Pick<MemoryPrefix, 'memoryBytes' | 'sizeBytes'>): number {
  return memoryBytes ?? sizeBytes;
}
