import type { TenantPorts } from '../../../../shared/contract/tenant.ts';
import * as tenantsAlwaysWords from '../words/always.ts';

/** Why no tenant can be created; null if one can, or while unknown. */
export function noRoomLeft(ports: TenantPorts | undefined): string | null {
  if (!ports || ports.free.length > 0) return null;
  const { start, end } = ports;
  return tenantsAlwaysWords.allValuePortsForTenantsStart(end - start + 1, start, end);
}
