import type { DifferenceFilter } from '../../../../shared/contract/compare.ts';
import { nameOf } from '../../keys/model/key-bytes.ts';
import type { ComparePlace } from './compare-address.ts';

/** The filter of the core for what is selected. */
export function filterAt(
  { database, prefix, kinds }: Pick<ComparePlace, 'database' | 'prefix' | 'kinds'>,
  { search, hideExpired }: { readonly search: string; readonly hideExpired: boolean },
): DifferenceFilter {
  return {
    database: database ?? 'all',
    ...(prefix !== null && { prefix: nameOf(prefix) }),
    ...(search !== '' && { search: { kind: 'contains', text: search } }),
    kinds: kinds.length > 0 ? [...kinds] : ['added', 'removed', 'changed', 'expiry'],
    hideExpired,
  };
}
