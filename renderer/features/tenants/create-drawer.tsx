import { go } from '../../go.ts';
import { CreateTenant } from './create-tenant.tsx';
import { Drawer } from './drawer.tsx';
import { useTenantPorts, useTenantRows } from './use-tenant-rows.ts';

/** Where a tenant is created; the list stays beside it. */
export function CreateDrawer() {
  const ports = useTenantPorts();
  const { rows } = useTenantRows();
  const number = rows && ports ? `${rows.length + 1} of ${ports.end - ports.start + 1}` : undefined;
  const close = () => go('/tenants');
  return (
    <Drawer title="New tenant" subtitle={number} onClose={close}>
      <CreateTenant onClose={close} />
    </Drawer>
  );
}
