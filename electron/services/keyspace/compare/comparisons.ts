import type {
  ComparedSources,
  Comparison,
  DifferenceFilter,
  ValueDifference,
} from '../../../../shared/contract/compare.ts';
import type {
  CompareFolderPage,
  CompareFolderRequest,
  CompareListPage,
  CompareListRequest,
  CompareValueRequest,
} from './compare-host.ts';

/**
 * Comparisons of two key spaces. A comparison starts at its first use, stays open while it is watched, and closes a
 * minute after its last use. At most ten are open: the least recently used one closes first.
 */
export interface Comparisons {
  /** The state at each change; ends with the signal. */
  watch(sources: ComparedSources, signal: AbortSignal | undefined): AsyncGenerator<Comparison>;
  /** Compares again. @returns the first state of the new comparison */
  refresh(sources: ComparedSources): Promise<Comparison>;
  /** Waits for the comparison. @throws AppError if it fails */
  folder(input: ComparedSources & CompareFolderRequest): Promise<CompareFolderPage>;
  /** @throws as `folder`; AppError BAD_VALUE for a regular expression */
  list(input: ComparedSources & CompareListRequest): Promise<CompareListPage>;
  /** @throws as `folder`; AppError NOT_FOUND */
  value(input: ComparedSources & CompareValueRequest): Promise<ValueDifference>;
  /** All keys that a filter finds, as text in parts. */
  export(
    input: ComparedSources & { readonly filter: DifferenceFilter; readonly format: 'csv' | 'jsonl' },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<string>;
  close(): Promise<void>;
}
