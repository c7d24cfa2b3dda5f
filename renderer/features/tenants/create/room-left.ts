import type { TenantPorts } from '../../../../shared/contract/tenant.ts';

/** Why no tenant can be created; null if one can, or while unknown. */
export function noRoomLeft(ports: TenantPorts | undefined): string | null {
  if (!ports || ports.free.length > 0) return null;
  const { start, end } = ports;
  return `All ${end - start + 1} ports for tenants (${start} to ${end}) are taken. Destroy a tenant, or set REDIS_CLIENT_PORT_END to a higher port.`;
}
