import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { idProblem } from '../../tenants/create/create-form.ts';
import type { RestorePlace } from './restore-place.ts';

/** Why the place cannot be taken; empty while that is not known yet, null when it can. */
export function placeProblem({ to, id }: RestorePlace, check: IdCheck | undefined): string | null {
  if (to !== 'new') return null;
  // The field says itself what is wrong with what is typed.
  if (id === '' || idProblem(id) !== null || check === undefined || !check.free) return '';
  return null;
}
