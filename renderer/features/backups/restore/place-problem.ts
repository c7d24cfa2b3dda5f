import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { idProblem } from '../../tenants/create/create-form.ts';
import type { RestorePlace } from '../model/restore-place.ts';

/** Why the target cannot be used; null if it can. Empty while unknown or if the id field already shows the reason. */
export function placeProblem({ to, id }: RestorePlace, check: IdCheck | undefined): string | null {
  if (to !== 'new') return null;
  // The id field shows its own problem.
  if (id === '' || idProblem(id) !== null || check === undefined || !check.free) return '';
  return null;
}
