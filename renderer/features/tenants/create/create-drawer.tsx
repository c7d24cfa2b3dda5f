import { useState } from 'react';
import { Drawer } from '../../../components/layout/drawer.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { useTenantPorts, useTenantRows } from '../model/use-tenant-rows.ts';
import * as createWords from '../words/create.ts';
import { CreateTenant } from './create-tenant.tsx';

/** Creates a tenant, next to the list. */
export function CreateDrawer() {
  const ports = useTenantPorts();
  const { rows } = useTenantRows();
  // The tenant being created must not change its own number.
  const [before, setBefore] = useState<number | null>(null);
  if (before === null && rows) setBefore(rows.filter(({ status }) => status.engine === undefined).length);
  const number =
    before !== null && ports && ports.free.length > 0
      ? createWords.beforeOfValue(before + 1, ports.end - ports.start + 1)
      : undefined;
  const close = () => navigateTo('/tenants');
  return (
    <Drawer title={createWords.newTenant} subtitle={number} onClose={close}>
      <CreateTenant onClose={close} />
    </Drawer>
  );
}
