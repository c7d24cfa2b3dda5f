import type { IdCheck } from '../../../shared/contract/tenant.ts';
import { idProblem } from '../tenants/create-form.ts';

/** Where a backup is restored to: an instance, or a tenant that is made for it. */
export type RestorePlace =
  | { readonly to: 'here' | 'other'; readonly id: string }
  /** The id as it is typed. */
  | { readonly to: 'new'; readonly id: string };

/** What a restore, and its preview, is asked with. */
export function placeInput({ to, id }: RestorePlace) {
  return to === 'new' ? { newTenant: { id, generatePassword: false } } : { into: id };
}

/** Why the place cannot be taken; empty while that is not known yet, null when it can. */
export function placeProblem({ to, id }: RestorePlace, check: IdCheck | undefined): string | null {
  if (to !== 'new') return null;
  // The field says itself what is wrong with what is typed.
  if (id === '' || idProblem(id) !== null || check === undefined || !check.free) return '';
  return null;
}
